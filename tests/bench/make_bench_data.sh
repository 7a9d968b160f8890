#!/bin/sh
# Makes DIR/scale-N.tmx, N Russian-English units, and DIR/scale-N.queries for the benchmarks.
#   make_bench_data.sh DIR N [SEED]
# Where ../shared/corpus lies beside the project, the units are real segments of message catalogues and variants of them
# (the catalogues are fetched when DIR has none). Else the texts are made up, which needs nothing but awk: words of a
# vocabulary of 200,000 drawn by Zipf's law, half of the texts variants of one before.
set -eu
dir=${1:?usage: make_bench_data.sh DIR N [SEED]}
n=${2:?usage: make_bench_data.sh DIR N [SEED]}
seed=${3:-1962}
corpus=$(cd "$(dirname "$0")/../.." && pwd)/../shared/corpus
mkdir -p "$dir"

if [ -x "$corpus/make.py" ] && command -v python3 >/dev/null; then
    if [ ! -e "$dir/ru-en.tsv" ]; then
        "$corpus/get.sh" "$dir"
        "$corpus/make.py" real "$dir"
    fi
    "$corpus/make.py" scale "$dir" "$n" "$seed"
    "$corpus/make.py" tmx "$dir/scale-$n.tsv"
    "$corpus/make.py" queries "$dir/scale-$n.tsv" $((n < 10000 ? n / 10 : 1000)) "$seed"
    exit
fi

echo "made-up texts: no corpus beside the project" >&2
LC_ALL=C awk -v n="$n" -v seed="$seed" -v tmx="$dir/scale-$n.tmx" -v queries="$dir/scale-$n.queries" '
function word(rank,   stem) {
    stem = ""
    for (rank += 7; rank > 0; rank = int(rank / n_syllables))
        stem = stem syllable[rank % n_syllables]
    return stem ending[int(rand() * n_endings)]
}
# Ranks fall off as 1/rank: the logarithm of the rank is even.
function draw() { return word(int(exp(rand() * log(200000)))) }
function text(   words, i, out) {
    words = 3 + int(-12 * log(1 - rand()))
    out = ""
    for (i = 0; i < words && i < 120; i++)
        out = out (i ? " " : "") draw()
    return out "."
}
# About one word in `share` replaced.
function vary(old, share,   words, count, i, out) {
    count = split(old, words, " ")
    out = ""
    for (i = 1; i <= count; i++)
        out = out (i > 1 ? " " : "") (rand() * share < 1 ? draw() : words[i])
    return out
}
BEGIN {
    srand(seed)
    n_syllables = split("на ко ра ве ли по то са не ми до ру пе ла зи бо ту че ши га", s)
    for (i = 1; i <= n_syllables; i++) syllable[i - 1] = s[i]
    n_endings = split("а ы ой ам ами ов ый ого ому ые ых ет ал ать", e, " ")
    for (i = 1; i <= n_endings; i++) ending[i - 1] = e[i]
    ending[n_endings++] = ""
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n" \
        "<header creationtool=\"make_bench_data\"" \
        " creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"none\" adminlang=\"en\" srclang=\"ru\"" \
        " datatype=\"plaintext\"/>\n<body>" >tmx
    for (i = 0; i < n; i++) {
        russian = i > 0 && rand() < 0.5 ? vary(kept[int(rand() * n_kept)], 4) : text()
        place = i < 20000 ? n_kept++ : int(rand() * 20000)
        kept[place] = russian
        printf "<tu tuid=\"%d\"><tuv xml:lang=\"ru\"><seg>%s</seg></tuv>" \
            "<tuv xml:lang=\"en\"><seg>Unit %d of %d words." \
            "</seg></tuv></tu>\n", i, russian, i, split(russian, words, " ") >tmx
    }
    print "</body>\n</tmx>" >tmx
    for (i = 0; i < 1000; i++)
        print vary(kept[int(rand() * n_kept)], 8) >queries
}'
