# XLIFF filled from the memory of Protocol 61.
tolmach import --quiet "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach term import --quiet "$SOURCE/glossaries/presidium.ru-en.tbx"
cat >a.xlf <<'XLIFF'
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="protocol.txt" source-language="ru" target-language="en" datatype="plaintext">
    <body>
      <trans-unit id="1">
        <source>О возвращении корабля, следующего со специальным грузом.</source>
        <target/>
      </trans-unit>
      <trans-unit id="2" approved="yes">
        <source>Хрущев</source>
        <target>N. S. Khrushchev</target>
      </trans-unit>
      <trans-unit id="3">
        <source>Утвердить указания тов. Громыко.</source>
      </trans-unit>
      <trans-unit id="4">
        <source>Совсем другое дело</source>
      </trans-unit>
    </body>
  </file>
</xliff>
XLIFF
cat >b.xlf <<'XLIFF'
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ru">
  <file id="f1">
    <unit id="u1">
      <segment id="s1">
        <source>Вернуть.</source>
      </segment>
      <segment id="s2">
        <source>Утвердить указания тов. Громыко.</source>
      </segment>
    </unit>
  </file>
</xliff>
XLIFF
tolmach pretranslate -o a.out.xlf a.xlf
diff a.xlf a.out.xlf
echo "-- XLIFF 2, and the language that it does not name"
tolmach pretranslate -o b.out.xlf b.xlf 2>&1
echo "exit $?"
tolmach pretranslate -t en --json -o b.out.xlf b.xlf
diff b.xlf b.out.xlf
echo "-- exact matches only, in a state of their own, to standard output"
tolmach pretranslate --exact-only --no-terms --state needs-review-translation -o - a.xlf 2>&1 | grep -c needs-review
echo "-- and back: the new translations are a memory"
tolmach import --memory back --verbose a.out.xlf 2>&1
echo "-- refusals"
tolmach pretranslate -o c.xlf --state reviewed a.xlf 2>&1
tolmach pretranslate a.xlf 2>&1
tolmach pretranslate -o c.xlf "$SOURCE/tm/protocol-61.ru-en.tmx" 2>&1
tolmach pretranslate -o c.xlf --exact-only --fill-fuzzy a.xlf 2>&1
ls
