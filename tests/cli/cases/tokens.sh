# The text analysis, shown.
tolmach tokenize --lang ru "Об указаниях тов. Зорину: О[бъединенной] Р[еспубликой][1] № 61, 1 234,5 — «ё»"
tolmach tokenize -l en --json "Gromyko’s U[nited] http://a.org/x."
printf 'один\n\nдва\n' | tolmach tokenize -l ru-RU --json
tolmach tokenize -l xx "a" 2>&1
echo "exit $?"
tolmach tokenize "a" 2>&1
echo "exit $?"
echo "-- a text that cannot be analysed has its line"
printf 'one\n\377\ntwo\n' | tolmach tokenize -l en --json 2>&1
echo "exit $?"
head -c 16777217 /dev/zero | tr '\0' a | tolmach tokenize -l en --json 2>/dev/null | sed 's/aaaa*/aaa…/g'
