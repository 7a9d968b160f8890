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
try lookup -z
try lookup -s
try lookup -s ru -t en --min-score 101 "а"
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
tolmach lookup --help >/dev/full
echo "exit $?"
