# Tables of terms as people and tools leave them: what is printed for each, and what is in the bank then.
try() { # try FILE OPTION…; the file on standard input
    name=$1
    shift
    cat >"$name"
    rm -f bank.db
    tolmach --db bank.db term import -g g "$name" "$@" 2>&1
    echo "exit $?"
    tolmach --db bank.db term list 2>&1
}
langs='-s en -t ru'
printf '\357\273\277treaty\tдоговор\n' | try mark.txt $langs
printf '# -*- coding: windows-1251 -*-\ntreaty\tдоговор\n' | iconv -f UTF-8 -t windows-1251 | try magic.tab $langs
printf 'treaty\tдоговор\n' | iconv -f UTF-8 -t UTF-16LE | try sixteen.txt $langs
printf 'treaty\tдоговор\tlegal\nnote\n arms\tоружие\n\nwar\tвойна\ta\tb\n' | try mixed.txt $langs
printf 'en,ru\ntreaty,"договор\n' | try open.csv
printf 'not,valid,foo\n1,2,3\n' | try header.csv
printf 'treaty\tдоговор\n' | try nolang.txt
: | try empty.csv
