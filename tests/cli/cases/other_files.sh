# Files that are not what they say, and what is packed: each is read, or named for what it is.
pack=$SOURCE/tests/fuzz/corpus-packed
try() { # try FILE: import it into a bank of its own
    rm -f bank.db
    tolmach --db bank.db import --memory m "$@" 2>&1
    echo "exit $?"
}
echo "--- packed"
cp "$pack/one.tmx.gz" named.tmx
try named.tmx
for name in two.zip two.tar.gz one.xz one.bz2 one.zst system-files.zip inner.zip; do
    cp "$pack/$name" . && try "$name"
done
try - <"$pack/two.zip"
echo "--- packed, and of no use"
for name in cut.gz cut.zip none.zip word.zip packed-twice.gz empty.gz; do
    cp "$pack/$name" . && try "$name"
done
echo "--- other files with the name of a memory"
printf '%%PDF-1.7\n%%\342\343\317\323\n' >pdf.tmx
printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >image.tmx
printf '{\\rtf1\\ansi Hello}' >rtf.tmx
printf '\320\317\021\340\241\261\032\341' >old-word.tmx
printf '7z\274\257\047\034\000\004' >seven.tmx
printf '<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n' >page.tmx
printf '<?xml version="1.0"?>\n<omegat><project version="1.0"/></omegat>\n' >omegat.project
printf '<?xml version="1.0"?>\n<srx version="2.0"/>\n' >rules.srx
printf '<?xml version="1.0"?>\n<!-- x -->\n<map version="1.0" tiledversion="1.9"><tileset/></map>\n' >game.tmx
printf '<?xml version="1.0"?>\n<catalogue/>\n' >catalogue.tmx
printf '<?xml version="1.0"' >begun.tmx
printf 'a\000b\001c' >bytes.tmx
printf 'Dear all,\nno table and no memory.\n' >letter.txt
printf 'корабль,ship,грузовой\nуказание,instruction,\n' >terms.csv
printf ' \n\n' >blank.tmx
: >empty.tmx
for name in pdf.tmx image.tmx rtf.tmx old-word.tmx seven.tmx page.tmx omegat.project rules.srx game.tmx catalogue.tmx \
    begun.tmx bytes.tmx letter.txt terms.csv blank.tmx empty.tmx; do
    try "$name"
done
echo "--- a folder, a pipe, a file that is not there"
mkdir folder.tmx && try folder.tmx
mkfifo pipe.tmx && gzip -dc named.tmx <named.tmx >pipe.tmx &
try pipe.tmx
wait
try missing.tmx
