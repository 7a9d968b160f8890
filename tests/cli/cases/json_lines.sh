# JSON lines: one a text, in order, also for texts without a match and for texts that are no UTF-8.
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach lookup -s ru -t en --json --min-score 60 --limit 1 "Утвердить указание тов. Громыко" "" "ничего похожего"
echo "exit $?"
printf 'Вернуть.\n\377\nВернуть!\n' | tolmach lookup -s ru -t en --json --limit 1 2>&1
echo "exit $?"
tolmach memory list --json | sed 's/"created":"[^"]*"/"created":"…"/'
tolmach verify --json
