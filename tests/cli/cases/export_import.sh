# What goes out comes in again, byte for byte.
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach export -o one.tmx
tolmach --db second.db --quiet import --memory protocol-61.ru-en one.tmx
tolmach --db second.db export -o two.tmx
cmp one.tmx two.tmx && echo "the exports are the same"
tolmach import "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach export | cmp - one.tmx && echo "importing again added nothing"
grep -c '<tu ' one.tmx
tolmach export --memory nowhere
echo "exit $?"
for name in units.mo units.sdltm terms.tbx units.tmx.gz; do
    tolmach export -o "$name"
    echo "exit $?"
    [ ! -e "$name" ] || echo "$name is there"
done
tolmach term export -o units.tmx
echo "exit $?"
tolmach export -o /dev/full
echo "exit $?"
