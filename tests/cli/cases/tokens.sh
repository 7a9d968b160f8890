# The text analysis, shown.
tolmach tokenize --lang ru "Об указаниях тов. Зорину: О[бъединенной] Р[еспубликой][1] № 61, 1 234,5 — «ё»"
tolmach tokenize -l en --json "Gromyko’s U[nited] http://a.org/x."
printf 'один\n\nдва\n' | tolmach tokenize -l ru-RU --json
tolmach tokenize -l xx "a" 2>&1
echo "exit $?"
tolmach tokenize "a" 2>&1
echo "exit $?"
