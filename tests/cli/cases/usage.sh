# Mistakes at the command line are explained, and exit with 2.
try() {
    echo "\$ tolmach $*"
    tolmach "$@" 2>&1
    echo "exit $?"
}
try
try lokup
try frobnicate
try lookup
try lookup -s ru -t xx "а"
tolmach memory create m
try lookup -s ru -t xx "а"
try lookup --min-scor
try lookup --min-sore 70
try lookup --m x
try lookup --json=1
try lookup --js=1
try memory --quiet=1
try --db "" memory
try lookup -z
try lookup -s
try lookup -s ru -t en --min-score 103 "а"
try lookup -s ru -t en --limit many "а"
try lookup -s ru -t en --memory nowhere "а"
try --color=sometimes memory
try import
try import -
try import --format docx x.docx
try memory create
try memory burn m
try term delete
try --version
tolmach --help | head -n 3
tolmach help lookup | head -n 2
tolmach lookup --help 2>&1 >/dev/full
echo "exit $?"
tolmach --version 2>&1 >/dev/full
echo "exit $?"
tolmach memory list 2>&1 >/dev/full
echo "exit $?"
echo "-- en is named beside en-US"
tmx='<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="plaintext"/><body>'
for lang in en-US en; do
    echo "$tmx<tu><tuv xml:lang=\"ru\"><seg>Вернуть.</seg></tuv><tuv xml:lang=\"$lang\"><seg>Return it.</seg></tuv></tu></body></tmx>" >$lang.tmx
    tolmach --quiet import --memory "$lang" "$lang.tmx"
done
try lookup -s ru -t xx "а"
echo "-- an option wins over the environment"
NO_COLOR=1 tolmach --color=always lookup -s ru -t en -k 1 "Вернуть!" | sed 's/\x1b/ESC/g; 2q'
