# What is wrong or odd in an XLIFF: what is printed for each.
try() { # try NAME ATTRIBUTES; units on standard input
    { printf '<?xml version="1.0"?>\n<xliff %s>\n<file original="f" source-language="en" target-language="ru" datatype="x"><body>\n' "$2"
        cat; printf '\n</body></file></xliff>\n'; } >"$1.xlf"
    tolmach --db "$1.db" import "$1.xlf" 2>&1
    echo "exit $?"
}
unit() { # unit ID TARGET
    printf '<trans-unit id="%s"><source>Yes</source><target state="translated">%b</target></trans-unit>' "$@"
}
v12='version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"'
unit 1 'А&nbsp;б' | try entity "$v12"
unit 1 'А&firm;б' | try own-entity "$v12"
unit 1 'А\003б' | try control "$v12"
unit 1 'А\377б' | try bytes "$v12"
{ unit 1 'Да'; printf '<trans-unit id="2"><source>No'; } | try crossed "$v12"
head -c 250 entity.xlf >cut.xlf
tolmach --db cut.db import cut.xlf 2>&1
echo "exit $?"
unit 1 'Да' | try its-first 'its:version="2.0" xmlns:its="http://www.w3.org/2005/11/its" version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"'
unit 1 'Да' | try no-version ''
{ unit '' 'Да'; echo '<trans-unit id="2"><note>first</note><source>No</source><target state="final">Нет</target></trans-unit>'; } |
    try schema "$v12"
echo '<trans-unit id="1"><source>Yes</source></trans-unit><trans-unit id="2"><source>No</source><target>No</target></trans-unit>' |
    try untranslated "$v12"
sed 's/ target-language="ru"//' its-first.xlf >no-language.xlf
tolmach --db no.db import no-language.xlf 2>&1
echo "exit $?"
