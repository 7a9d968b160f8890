# Terms by their words, what is wrong with glossaries, and which glossary counts first.
run() {
    echo "\$ tolmach $*"
    tolmach "$@" 2>&1
    code=$?
    [ $code = 0 ] || echo "exit $code"
}
tolmach term import --quiet "$SOURCE/glossaries/presidium.ru-en.tbx"
tolmach import --quiet "$SOURCE/tm/protocol-61.ru-en.tmx"
run term find президиума
run term find Комитетом
run term find "генеральному секретарю" --json
run term find "ответ Генеральному секретарю ООН" --lang ru
run term find хлеб
run term find
run term find un --lang xx
echo "-- a glossary of ours"
tolmach term add -g наш -s ru -t en Президиум Politburo --status preferred >/dev/null
tolmach term add -g наш -s ru -t en Президиум Presidium >/dev/null
tolmach term add -g наш -s ru -t en окно window pane --status preferred >/dev/null
tolmach term add -g наш -s ru -t en Окно box >/dev/null
tolmach term add -g наш -s ru -t en " дверь" door >/dev/null
tolmach term edit --concept 65 door --status forbidden >/dev/null
tolmach term add -g наш -l ru воздух >/dev/null
tolmach term add --concept 66 -l ru Воздух >/dev/null
tolmach term edit --concept 1 Politburo --status forbidden >/dev/null
run term lint наш
run term lint наш --json | head -n 2
run term lint | grep 'status\|concept'
run term lint нет
echo "-- the glossary of the greater priority is shown first"
tolmach lookup -s ru -t en "решение Президиума" 2>/dev/null
tolmach term set наш --priority 1
tolmach lookup -s ru -t en "решение Президиума" 2>/dev/null
exit 0
