# What is mended in a TMX is said by file, line and unit; --strict refuses it instead. Nothing else is changed.
head='<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="x"/>'
unit() { # unit TUID RUSSIAN AFTER_SEG
    printf '<tu tuid="%s">\n<tuv xml:lang="ru"><seg>%b</seg>%s</tuv>\n<tuv xml:lang="en"><seg>Cuba</seg></tuv></tu>\n' "$@"
}
file() { # file NAME VERSION HEADER; units on standard input
    { printf '<tmx version="%s">\n%s\n<body>\n' "$2" "$3"; cat; printf '</body></tmx>\n'; } >"$1"
}
{ unit 1 'Куба\001' ''; unit 2 'Куба' ''; unit 3 'Ку&#x1F;ба' ''; } | file control.tmx 1.4 "$head"
unit 1 'Куба' '' | file headless.tmx 1.4 ''
unit 1 'Куба' '' | file version.tmx 1.4b "$head"
{ unit 1 'Куба' ''; unit 2 'Куба' '<prop type="x">late</prop>'; } | file late.tmx 1.4 "$head"
unit 1 'Куба & Ко' '' | file ampersand.tmx 1.4 "$head"
{ printf '<?xml version="1.0" encoding="utf-16"?>\n'; cat version.tmx | sed s/1.4b/1.4/; } >declared-16.tmx
{ printf '<?xml version="1.0" encoding="utf-8"?>\n'; sed s/1.4b/1.4/ version.tmx; } | iconv -t utf-16 >declared-8.tmx
sed s/1.4b/1.4/ version.tmx | iconv -t cp1251 >undeclared.tmx
for name in control headless version late ampersand declared-16 declared-8 undeclared; do
    echo "--- $name"
    tolmach --db "$name.db" import "$name.tmx" 2>&1
    echo "exit $?"
    tolmach --db "strict-$name.db" import --strict "$name.tmx" 2>&1
    echo "exit $?"
done
echo "--- what was mended is written as it should have been"
for name in control late ampersand declared-16 declared-8; do
    tolmach --db "$name.db" export --profile exact | grep -A1 '<tuv xml:lang="ru"' | grep -v '<tuv\|^--'
done
echo "--- a text of 20 MB costs its unit"
{
    printf '<tu tuid="long"><tuv xml:lang="ru"><seg>'
    head -c 20971520 /dev/zero | tr '\0' a
    echo '</seg></tuv></tu>'
    unit 2 'Куба' ''
} | file long.tmx 1.4 "$head"
tolmach --db long.db import long.tmx 2>&1
echo "exit $?"
