# Memories as XLIFF, and back.
cat >codes.tmx <<'EOF'
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x" adminlang="en"
srclang="ru" datatype="plaintext"><note>Nobody's rights</note></header><body>
<tu tuid="act 1" creationdate="20200101T000000Z"><note>by cable</note><prop type="x-context">menu</prop>
<prop type="file">cable.txt</prop><prop type="x-state">final</prop>
<tuv xml:lang="ru"><seg>Вернуть <bpt i="1" x="1" type="bold">&lt;b></bpt>корабль<ept i="1">&lt;/b></ept>.<ph x="2"/></seg>
</tuv><tuv xml:lang="en"><seg><bpt i="1" x="1" type="bold">&lt;b></bpt>Return <bpt i="2">&lt;u></bpt>the<ept
i="1">&lt;/b></ept> ship<ept i="2">&lt;/u></ept>.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="ru"><seg>Да.</seg></tuv><tuv xml:lang="de"><seg>Ja.</seg></tuv></tu>
</body></tmx>
EOF
tolmach import codes.tmx
tolmach export --format xliff 2>&1
tolmach export --format xliff-1.2 -o old.xlf 2>&1
cat old.xlf
echo "-- back"
tolmach export -o new.xliff 2>&1
tolmach import --strict --memory new new.xliff
tolmach import --strict --memory old old.xlf
tolmach export --memory new >new.tmx
tolmach export --memory old | diff new.tmx - && cat new.tmx
echo "-- another pair"
tolmach export --format xliff -s ru -t de 2>&1
tolmach export --format xliff -s en -t fr 2>&1
