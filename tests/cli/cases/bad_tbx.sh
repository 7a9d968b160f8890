# What is wrong or odd in a TBX: what is printed for each.
try() { # try NAME MARTIF; entries on standard input
    { printf '<?xml version="1.0"?>\n<martif %s>\n<martifHeader/><text><body>\n' "$2"; cat
        printf '\n</body></text></martif>\n'; } >"$1.tbx"
    tolmach --db "$1.db" term import "$1.tbx" 2>&1
    echo "exit $?"
    tolmach --db "strict-$1.db" term import --strict "$1.tbx" 2>&1
    echo "exit $?"
}
term() { # term LANG TEXT
    printf '<langSet xml:lang="%s"><tig><term>%s</term></tig></langSet>' "$@"
}
martif='type="TBX" xml:lang="en"'
echo "<termEntry id=\"2_76365\">$(term ru Да)$(term en Yes)</termEntry>" | try id "$martif"
echo "<termEntry id=\"1\">$(term ru Да)$(term en Yes)</termEntry>" | try type 'xml:lang="en"'
echo "<termEntry id=\"1\">$(term ru Да)$(term en Yes)</termEntry>" | try version "$martif xmlns=\"urn:iso:std:iso:30042:ed-2\""
echo "<termEntry id=\"1\">$(term C Да)$(term --- Yes)</termEntry>" | try language "$martif"
echo "<termEntry id=\"1\"><langSet><tig><term>Да</term></tig></langSet>$(term en Yes)</termEntry>" | try no-language "$martif"
echo "<termEntry id=\"1\">$(term ru '')$(term en Yes)</termEntry><termEntry id=\"2\"/>" | try empty "$martif"
echo "<termEntry id=\"1\">$(term ru Да)<langSet xml:lang=\"en\"><tig><term>Yes</tig>" | try crossed "$martif"
iconv -f UTF-8 -t windows-1251 id.tbx >undeclared.tbx
: >nothing.tbx
for name in undeclared nothing; do
    tolmach --db "$name.db" term import "$name.tbx" 2>&1
    echo "exit $?"
done
