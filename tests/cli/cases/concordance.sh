# Words in any form, phrases, beginnings of words, both sides, orders, limits, JSON.
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
echo "-- any form, any order"
tolmach concordance "Зорин указание"
echo "-- a phrase, from either side, marked with colours"
tolmach concordance -s en -t ru --color=always --limit 1 '"Cde. Zorin"' 2>&1
tolmach concordance --phrase -s ru -t en --side target --limit 1 'to cde Zorin' 2>&1
echo "-- as written"
tolmach concordance --exact --limit 2 "указания" 2>&1
tolmach concordance --case "УКАЗАНИЯ"
echo "exit $?"
echo "-- the beginning of a word, without another"
tolmach concordance --limit 2 -s ru 'утверд* -указание' 2>&1
echo "-- orders"
for order in nearest newest frequent; do
    tolmach concordance -s ru --sort "$order" --limit 2 --context 30 "указание" 2>&1
done
echo "-- several, as JSON"
printf 'Кеннеди\nнет такого слова\nра*та\n' | tolmach concordance --json --limit 1 2>&1
echo "exit $?"
echo "-- refusals"
tolmach concordance --side target -s ru "слово" 2>&1
tolmach concordance --sort oldest "слово" 2>&1
tolmach concordance -s russian "слово" 2>&1
tolmach concordance --jobs many "слово" 2>&1
tolmach concordance --memory nowhere "слово" 2>&1
echo "exit $?"
