# What is wrong, odd or old in a TMX: what is printed for each, and how many units it costs. Repairs: repairs.sh.
head='<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="x"/>'
try() { # try NAME; the body on standard input
    { printf '<tmx version="1.4">\n%s\n<body>\n' "$head"; cat; printf '\n</body></tmx>\n'; } >"$1.tmx"
    tolmach --db "$1.db" import "$1.tmx" 2>&1
    echo "exit $?"
}
ru='<tuv xml:lang="ru"><seg>Да</seg></tuv>'
en='<tuv xml:lang="en"><seg>Yes</seg></tuv>'
echo "--- not well-formed"
echo "<tu tuid=\"1\">$ru<tuv xml:lang=\"en\"><seg>Yes</tuv></seg></tu>" | try crossed
echo "<tu tuid=\"1\">$ru<tuv xml:lang=\"en\"><seg>A&nbsp;b</seg></tuv></tu>" | try entity
echo "<tu tuid=1>$ru$en</tu>" | try unquoted
echo "<tu tuid=\"1\" tuid=\"2\">$ru$en</tu>" | try twice
echo "<tu tuid=\"1\">$ru<tuv xml:lang=\"en\"><seg>a < b</seg></tuv></tu>" | try less
{ cat crossed.tmx | head -n 3; echo "<tu tuid=\"1\">$ru"; } >cut.tmx
tolmach --db cut.db import cut.tmx 2>&1
echo "exit $?"
echo "--- languages"
echo "<tu>$ru<tuv><seg>Yes</seg></tuv></tu>" | try no-language
echo "<tu>$ru<tuv xml:lang=\"EN_UK\"><seg>Yes</seg></tuv><tuv xml:lang=\"---\"><seg>Si</seg></tuv></tu>" | try odd-languages
echo "<tu>$ru$en<tuv xml:lang=\"en\"><seg>Yeah</seg></tuv></tu>" | try same-twice
echo "<tu><tuv lang=\"ru\"><seg>Да</seg></tuv><tuv LANG=\"en\"><seg>Yes</seg></tuv></tu>" | try old-attribute
echo "<tu>$ru</tu><tu/>" | try alone
echo "--- segments"
echo "<tu>$ru<tuv xml:lang=\"en\"><seg/></tuv></tu>" | try empty-segment
echo "<tu>$ru<tuv xml:lang=\"en\"/></tu>" | try no-segment
echo "<tu>$ru<tuv xml:lang=\"en\"><seg>a</seg><seg>b</seg></tuv></tu>" | try two-segments
echo "<tu>$ru<tuv xml:lang=\"en\"><seg>a<t5:n id=\"1\"/>b</seg></tuv></tu>" | try prefix
echo "<tu>$ru<tuv xml:lang=\"en\"><seg>a<bpt>{b</bpt>b<ept/><it>x</it></seg></tuv></tu>" | try codes
echo "--- what stands around"
echo "<tu creationdate=\"2019-02-30 yesterday\">$ru$en</tu>" | try date
echo "<tu tuid=\"\">$ru$en</tu><tu tuid=\"1\">$ru$en</tu><tu tuid=\"1\">$ru$en</tu>" | try tuids
echo "<tu><prop>x</prop>$ru$en stray <foo>bar</foo></tu>" | try stray
