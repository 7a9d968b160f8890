# From files to matches, in both directions.
tolmach import "$SOURCE/tm/protocol-61.ru-en.tmx" "$SOURCE/glossaries/presidium.ru-en.tbx"
echo "-- ru to en"
tolmach lookup -s ru -t en "Утвердить указание тов. Громыко."
echo "-- en to ru"
tolmach lookup -s en -t ru "Affirm the response to Cde. Zorin."
echo "-- lines of input, colours"
printf 'Хрущев\nОб ответе Зорину\r\n' | tolmach lookup -s ru -t en-US --color=always
echo "-- nothing found"
tolmach lookup -s ru -t en "Совершенно другой текст без соответствий"
echo "exit $?"
tolmach lookup -s ru -t de "Хрущев" 2>&1
echo "exit $?"
echo "-- verify"
tolmach verify
