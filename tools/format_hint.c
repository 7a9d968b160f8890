/* What to do with a file that cannot be read, for those that people really try. */
#include <string.h>

#include "commands.h"

/* By words of the library's message; the first row that fits. */
static const struct {
    const char *words, *hint;
} rows[] = {
    {"it is a folder", "name the files in it, or pack it into a ZIP archive"},
    {"protected by a password", NULL},
    {"unpack it first", NULL},
    {"Tiled", "maps of games have the ending .tmx as well; there are no translations in them"},
    {"an empty file", "whoever wrote it did not finish: export or copy it again"},
    {"a file of white space", "whoever wrote it did not finish: export or copy it again"},
    {"cut off", "whoever wrote it did not finish: export or copy it again"},
    {"the file ends", "whoever wrote it did not finish: export or copy it again"},
    {"damaged", "copy or download it again"},
    {"7z archive", "unpack it and import what is in it"},
    {"RAR archive", "unpack it and import what is in it"},
    {"is not declared", "write the text that it stands for in its place"},
    {"Excel workbook", "save it as CSV with a row of names (en, ru) and import that"},
    {"OpenDocument spreadsheet", "save it as CSV with a row of names (en, ru) and import that"},
    {"an OmegaT project file", "import the project's memory, omegat/project_save.tmx"},
    {"SRX", "segmentation rules hold no translations"},
    {"an SQLite database", "a bank is no file to import: name it with --db"},
    {"OpenDocument", "documents are not read; import what a translation tool made of them (TMX, XLIFF, CSV)"},
    {"a Word document", "documents are not read; import what a translation tool made of them (TMX, XLIFF, CSV)"},
    {"an HTML page", "documents are not read; import what a translation tool made of them (TMX, XLIFF, CSV)"},
    {" document", "documents are not read; import what a translation tool made of them (TMX, XLIFF, CSV)"},
    {"does not name two columns", "name the columns with --columns, as in --columns ru,en"},
    {"looks like plain text", "a table or a catalogue is named with --format; of two aligned texts name both files"},
};

const char *format_hint(const char *message)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strstr(message, rows[i].words)) {
            return rows[i].hint;
        }
    }
    return NULL;
}

bool may_be_glossary(const char *path, const char *message)
{
    bool is_table = strstr(message, "looks like plain text") || strstr(message, "does not name two columns") ||
                    strstr(message, "does not say its languages");
    const tol_format_info *f = tol_formats();
    while (f->name && !(f->reads_concepts && tol_format_has_ending(f, tol_str_of(path)))) {
        f++;
    }
    return is_table && f->name;
}
