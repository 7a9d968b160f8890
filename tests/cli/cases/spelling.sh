# Spelling that tokens ignore is said to differ; punctuation is quoted; no text commands the terminal.
unit() { # unit RU EN
    printf '<tu><tuv xml:lang="ru"><seg>%b</seg></tuv><tuv xml:lang="en"><seg>%b</seg></tuv></tu>' "$1" "$2"
}
{
    printf '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="plaintext"/><body>'
    unit 'Первый протокол' 'The first record'
    unit 'Раз \0342\0200\0213два три' 'One two three'
    unit 'Так и быть "завтра" - и всё, [1] сказал он' 'So be it'
    unit 'Красный\0302\023331m цвет\0177ной\0302\0205' 'Red\0302\023331m \0177colour\nhere'
    printf '</body></tmx>'
} >a.tmx
tolmach --quiet import a.tmx
echo "-- NFD, a zero-width space"
tolmach lookup -s ru -t en "$(printf 'Первы\320\270\314\206 протокол')"
tolmach lookup -s ru -t en "Раз два три"
tolmach lookup -s ru -t en "$(printf 'Первы\320\270\314\206  протокол')"
echo "-- punctuation"
tolmach lookup -s ru -t en "Так и быть завтра и всё. сказал он —"
echo "-- control characters"
tolmach lookup -s ru -t en -n 1 "Красный цвет" | od -An -c | grep -c '033\|302\|177'
tolmach --color=always lookup -s ru -t en -n 1 "$(printf 'Красный\033[32m 31m цвет')" | grep -v Первый | sed 's/\x1b/ESC/g'
