/*
 * Run by OmegaT itself in console mode, when a project was loaded: what OmegaT makes of it, into the file that the
 * environment's OMEGAT_REPORT names, a line each, fields separated by tabs:
 *
 *     project     source language, target language, whether sentences are cut
 *     glossary    entries of all glossary files
 *     memory      file in tm/, entries
 *     segment     source, translation
 *     term        source, target: found in the segment above, by OmegaT's own search
 */
import org.omegat.core.Core
import org.omegat.core.data.SourceTextEntry
import org.omegat.gui.glossary.FindGlossaryThread
import org.omegat.gui.glossary.GlossaryManager

/* The search behind the glossary pane, for an entry that no pane shows. */
class Finder extends FindGlossaryThread {
    Finder(SourceTextEntry entry, GlossaryManager manager) {
        super(null, entry, manager)
    }

    protected boolean isEntryChanged() {
        false
    }

    List found() {
        search()
    }
}

GlossaryManager readGlossaries(properties) {
    def manager = new GlossaryManager(null)
    manager.priorityGlossary = new File(properties.writeableGlossary)
    new File(properties.glossaryRoot).eachFileRecurse { file ->
        try {
            manager.fileChanged(file)
        } catch (NullPointerException ignored) {
            /* the file was read; there is no pane to be told of it */
        }
    }
    manager
}

void report(PrintStream out) {
    def project = Core.project, properties = project.projectProperties
    def manager = readGlossaries(properties)
    def tm = new File(properties.getTMRoot()).toPath()
    out.println(["project", properties.sourceLanguage, properties.targetLanguage,
                 properties.sentenceSegmentingEnabled].join("\t"))
    out.println("glossary\t" + manager.getGlossaryEntries("").size())
    project.transMemories.each { path, memory ->
        out.println(["memory", tm.relativize(new File(path).toPath()), memory.entries.size()].join("\t"))
    }
    project.allEntries.each { entry ->
        out.println(["segment", entry.srcText, project.getTranslationInfo(entry).translation].join("\t"))
        new Finder(entry, manager).found().each { out.println(["term", it.srcText, it.locText].join("\t")) }
    }
}

if (eventType.toString() == "LOAD") {
    def out = new PrintStream(System.getenv("OMEGAT_REPORT"), "UTF-8")
    report(out)
    out.close()
}
