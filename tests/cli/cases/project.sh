# A folder for OmegaT: written, refused, updated.
tolmach import "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach term import "$SOURCE/glossaries/presidium.ru-en.tbx"
tolmach export --format omegat-project -o letter 2>&1
(cd letter && find . -type f | LC_ALL=C sort)
cat letter/omegat.project
sed -n '/protocol-61.28"/,/<\/tu>/p' letter/tm/auto/protocol-61.ru-en.tmx
echo "-- refused"
tolmach export --format omegat-project -o letter 2>&1
echo "exit $?"
tolmach export --format omegat-project 2>&1
tolmach export --format omegat-project -o new -s ru -t de --exact-matches maybe 2>&1
tolmach export --format omegat-project -o new -s ru -t ru 2>&1
tolmach export --format omegat-project -o new --columns source 2>&1
tolmach export --force -o all.tmx 2>&1
ls
echo "-- updated"
echo "Вернуть." >letter/source/a.txt
tolmach memory set protocol-61.ru-en --penalty 7
tolmach export --format omegat-project -o letter/ --force 2>&1
(cd letter && find . -type f | LC_ALL=C sort)
tolmach --quiet export --format omegat-project -o letter -t de --force 2>&1
echo "exit $?"
