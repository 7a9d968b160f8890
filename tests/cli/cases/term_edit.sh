# Glossaries are made and changed in the bank.
run() {
    echo "\$ tolmach $*"
    tolmach "$@" 2>&1
    code=$?
    [ $code = 0 ] || echo "exit $code"
}
run term add --glossary мой -s ru -t en окно window pane --definition "проём в стене" --pos noun
run term add --glossary мой -l ru дверь
run term add --concept 2 -l en door --status preferred --source "словарь" --case sensitive
run term add --concept 2 -l en door
run term edit --concept 1 pane --status forbidden --note "только стекло"
run term edit --concept 1 --lang en --note нет
run term edit --concept 1 --lang en стена --note нет
run term edit --concept 1 --lang ru --definition "ru: проём" --subject дом
run term edit --concept 1 --lang ru --text "Окно"
run term info --concept 1
run term edit --concept 1 pane --note= --pos= --status unknown
run term info --concept 1 --json
run term info --concept 2
run term list --status preferred
run term delete --concept 1 pane
run term delete --concept 2 дверь
run term delete --concept 2 door
run term delete --concept 2
run term info --concept 2
run term set мой --priority 10
run term import "$SOURCE/glossaries/presidium.ru-en.tbx"
run term glossaries
run term rename мой наш
run term create пустой --priority -3
run term glossaries --json | sed 's/"created":"[^"]*"/"created":"…"/'
run term info наш | grep -v '^created'
run term edit --concept 1
run term edit --concept 1 --status wanted
run term edit --concept 1 --case upper
run term list --note x
run term add -g мой окно
run term add -l ru окно
run term add -g мой -l ru ""
run term set наш
run term set наш --priority 5000
run term info
run verify
echo "-- all that a file said is there after an edit"
tolmach term export presidium.ru-en -o before.tbx --quiet
concept=$(tolmach term list -g presidium.ru-en | grep Politburo | cut -f 2)
tolmach term edit --concept "$concept" Politburo --status admitted --note "другое" >/dev/null
tolmach term edit --concept "$concept" Politburo --status deprecated --note "wrong for 1952-1966" >/dev/null
tolmach term export presidium.ru-en -o after.tbx --quiet
diff before.tbx after.tbx && echo same
