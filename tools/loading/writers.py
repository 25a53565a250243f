#!/usr/bin/env python3
"""Files of every format by writers that others use, opened by the program:

    tools/loading/writers.py --program target/release/hexapla [--work DIR] [--only html,docx]

By hand. Needs pandoc, LibreOffice (soffice), Calibre (ebook-convert) and the Python packages feedgen,
translate-toolkit, ebooklib and python-docx. `--only pdf` needs a program built with `--features pdf`,
Chromium and the Python packages weasyprint, reportlab and fpdf2. The texts are those of the built-in sample, in eight languages.
Each file is right (every paragraph is there in logical order, in the right language), or refused
with a message that names the file and the way out, or wrong.
"""
import argparse
import collections
import html
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGS = ["ar", "en", "fa", "he", "hi", "ru", "tr", "ur"]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
CODEPAGES = {"ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "he": "cp1255", "ru": "cp1251", "tr": "cp1254", "en": "cp1252"}


def letters(text):
    """What every writer has to keep: letters and digits; marks may be composed otherwise."""
    import unicodedata
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


class Story:
    def __init__(self, lang):
        lines = (ROOT / "assets/sample" / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
        self.lang, self.title = lang, lines[0]
        self.body = [line for line in lines[1:] if line.strip()]

    def html(self, charset="utf-8"):
        body = "\n".join(f"<p>{html.escape(line)}</p>" for line in self.body)
        direction = "rtl" if self.lang in ("ar", "fa", "he", "ur") else "ltr"
        return (f'<!DOCTYPE html>\n<html lang="{self.lang}" dir="{direction}"><head><meta charset="{charset}">'
                f"<title>{html.escape(self.title)}</title></head><body><article>"
                f"<h1>{html.escape(self.title)}</h1>\n{body}\n</article></body></html>\n")


def pandoc(source, target, *options):
    subprocess.run(["pandoc", str(source), "-o", str(target), *options], check=True, stderr=subprocess.DEVNULL)


def office(sources, kind, folder, profile):
    """LibreOffice converts many files in one run."""
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind,
                    "--outdir", str(folder), *map(str, sources)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def calibre(source, target, *options):
    subprocess.run(["ebook-convert", str(source), str(target), *options], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def chromium(source, target):
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    f"--print-to-pdf={target}", source.as_uri()],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write(work, only):
    """Yields (format, writer, path, story)."""
    stories = [Story(lang) for lang in LANGS]
    base = work / "base"
    base.mkdir(parents=True)
    profile = work / "office"
    for story in stories:
        (base / f"{story.lang}.html").write_text(story.html(), encoding="utf-8")
        (base / f"{story.lang}.txt").write_text("\n\n".join([story.title, *story.body]) + "\n", encoding="utf-8")
    pages = [base / f"{story.lang}.html" for story in stories]

    def folder(kind, writer):
        made = work / kind / writer.replace(" ", "_").replace("/", "_")
        made.mkdir(parents=True)
        return made

    def by_pandoc(kind, writer, *options, source="html"):
        made = folder(kind, writer)
        for story in stories:
            target = made / f"{story.lang}.{kind}"
            pandoc(base / f"{story.lang}.{source}", target, *options)
            yield kind, writer, target, story

    def by_office(kind, writer, convert, sources):
        made = folder(kind, writer)
        office(sources, convert, made, profile)
        for story in stories:
            target = made / f"{story.lang}.{kind}"
            if target.exists():
                yield kind, writer, target, story

    def by_calibre(kind, writer, source, *options):
        made = folder(kind, writer)
        for story in stories:
            target = made / f"{story.lang}.{kind}"
            calibre(base / f"{story.lang}.{source}", target, *options)
            yield kind, writer, target, story

    def by_hand(kind, writer, content):
        made = folder(kind, writer)
        for story in stories:
            data = content(story)
            if data is None:
                continue
            target = made / f"{story.lang}.{kind}"
            target.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
            yield kind, writer, target, story

    plain = lambda story: "\n".join([story.title, *story.body]) + "\n"
    if "txt" in only:
        yield from by_hand("txt", "UTF-8", plain)
        yield from by_hand("txt", "UTF-8, BOM, CRLF", lambda s: plain(s).replace("\n", "\r\n").encode("utf-8-sig"))
        yield from by_hand("txt", "UTF-16 LE, BOM", lambda s: plain(s).encode("utf-16"))
        yield from by_hand("txt", "UTF-16 BE, no BOM", lambda s: plain(s).encode("utf-16-be"))
        yield from by_hand("txt", "Windows code page", lambda s: plain(s).encode(CODEPAGES[s.lang], "replace") if s.lang in CODEPAGES else None)
        yield from by_pandoc("txt", "pandoc plain, wrapped", "-t", "plain")
        yield from by_calibre("txt", "Calibre text", "html")
        yield from by_office("txt", "LibreOffice text", "txt:Text (encoded):UTF8", pages)
    if "md" in only:
        for variant in ["markdown", "gfm", "commonmark", "markdown_strict", "markdown+yaml_metadata_block"]:
            yield from by_pandoc("md", f"pandoc {variant}", "-t", variant, *(["-s"] if "yaml" in variant else []))
        yield from by_pandoc("md", "pandoc gfm, no wrap", "-t", "gfm", "--wrap=none")
    if "html" in only:
        yield from by_pandoc("html", "pandoc html5", "-t", "html5", "-s")
        yield from by_pandoc("html", "pandoc html4", "-t", "html4", "-s")
        yield from by_pandoc("html", "pandoc fragment", "-t", "html5")
        yield from by_office("html", "LibreOffice HTML", "html:HTML (StarWriter)", [base / f"{s.lang}.txt" for s in stories])
        yield from by_hand("html", "Windows code page", lambda s: s.html(CODEPAGES[s.lang].replace("cp", "windows-")).encode(CODEPAGES[s.lang], "xmlcharrefreplace") if s.lang in CODEPAGES else None)
        yield from by_hand("html", "UTF-16", lambda s: s.html("utf-16").encode("utf-16"))
        yield from by_hand("html", "broken markup", lambda s: s.html().replace("</p>", "").replace("</article></body></html>", "<b><div></i>"))
    if "docx" in only:
        yield from by_pandoc("docx", "pandoc")
        yield from by_pandoc("docx", "pandoc from text", source="txt")
        yield from by_office("docx", "LibreOffice from HTML", "docx:MS Word 2007 XML", pages)
        yield from by_office("docx", "LibreOffice from text", "docx:Office Open XML Text", [base / f"{s.lang}.txt" for s in stories])
        yield from by_calibre("docx", "Calibre", "html")

        def document(story):
            import docx
            import io
            made, out = docx.Document(), io.BytesIO()
            made.core_properties.language = story.lang
            made.add_heading(story.title, 0)
            for number, line in enumerate(story.body):
                # As an editor leaves it: a sentence in several runs.
                paragraph = made.add_paragraph()
                for part in line.partition(" "):
                    paragraph.add_run(part).bold = number % 2 == 0
            made.save(out)
            return out.getvalue()
        yield from by_hand("docx", "python-docx", document)
        made = folder("odt", "between")
        for story in stories:
            pandoc(base / f"{story.lang}.html", made / f"{story.lang}.odt")
        yield from by_office("docx", "LibreOffice from ODT", "docx:MS Word 2007 XML", sorted(made.glob("*.odt")))
    if "epub" in only:
        yield from by_pandoc("epub", "pandoc epub3", "-t", "epub3")
        yield from by_pandoc("epub", "pandoc epub2", "-t", "epub2")
        yield from by_pandoc("epub", "pandoc, contents", "-t", "epub3", "--toc")
        yield from by_pandoc("epub", "pandoc from text", source="txt")
        yield from by_pandoc("epub", "pandoc, English metadata", "-t", "epub3", "--metadata", "lang=en-GB")
        yield from by_calibre("epub", "Calibre, EPUB 2", "html")
        yield from by_calibre("epub", "Calibre, EPUB 3, from text", "txt", "--epub-version", "3")

        def book(story):
            from ebooklib import epub
            made = epub.EpubBook()
            made.set_identifier("urn:hexapla:test"); made.set_title(story.title); made.set_language(story.lang)
            pages = []
            # A chapter a half, as books are cut.
            half = len(story.body) // 2
            for number, part in enumerate([story.body[:half], story.body[half:]]):
                page = epub.EpubHtml(title=f"{number + 1}", file_name=f"{number}.xhtml", lang=story.lang)
                head = f"<h1>{html.escape(story.title)}</h1>" if number == 0 else ""
                page.content = head + "".join(f"<p>{html.escape(line)}</p>" for line in part)
                made.add_item(page)
                pages.append(page)
            made.toc = pages
            made.add_item(epub.EpubNcx()); made.add_item(epub.EpubNav())
            made.spine = ["nav", *pages]
            target = work / "book.epub"
            epub.write_epub(str(target), made)
            return target.read_bytes()
        yield from by_hand("epub", "ebooklib, two chapters", book)
    if "pdf" in only:
        for number, source in enumerate(["html", "txt"]):
            yield from by_office("pdf", f"LibreOffice from {source}", "pdf", [base / f"{s.lang}.{source}" for s in stories])
        made = folder("odt", "for_pdf")
        for story in stories:
            pandoc(base / f"{story.lang}.html", made / f"{story.lang}.odt")
        yield from by_office("pdf", "LibreOffice from ODT", "pdf:writer_pdf_Export", sorted(made.glob("*.odt")))
        for version in (1, 2):
            kind = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"%d"}}' % version
            yield from by_office("pdf", f"LibreOffice PDF/A-{version}", kind, pages)
        made = folder("pdf", "Chromium")
        for story in stories:
            chromium(base / f"{story.lang}.html", made / f"{story.lang}.pdf")
            yield "pdf", "Chromium, printed", made / f"{story.lang}.pdf", story

        def weasy(story):
            import weasyprint
            return weasyprint.HTML(string=story.html()).write_pdf()

        def reportlab(story):
            import io
            from reportlab.lib.styles import ParagraphStyle
            from reportlab.pdfbase import pdfmetrics, ttfonts
            from reportlab.platypus import Paragraph, SimpleDocTemplate
            pdfmetrics.registerFont(ttfonts.TTFont("F", FONT))
            out, style = io.BytesIO(), ParagraphStyle("x", fontName="F", spaceAfter=8)
            lines = [Paragraph(html.escape(line), style) for line in [story.title, *story.body]]
            SimpleDocTemplate(out).build(lines)
            return out.getvalue()

        def fpdf(story):
            import fpdf
            made = fpdf.FPDF()
            made.add_page(); made.add_font("F", fname=FONT); made.set_font("F", size=11)
            for line in [story.title, *story.body]:
                made.multi_cell(0, text=line, new_x="LMARGIN", new_y="NEXT")
                made.ln()
            return bytes(made.output())
        yield from by_hand("pdf", "WeasyPrint", weasy)
        yield from by_hand("pdf", "reportlab", reportlab)
        yield from by_hand("pdf", "fpdf2", fpdf)
    if "jsonl" in only:
        rows = lambda s, **more: json.dumps({"id": s.lang, "title": s.title, "text": "\n\n".join(s.body), **more}, ensure_ascii=False) + "\n"
        yield from by_hand("jsonl", "json", lambda s: rows(s, lang=s.lang))
        yield from by_hand("jsonl", "json, escaped", lambda s: json.dumps({"title": s.title, "body": "\n\n".join(s.body)}) + "\n")
        yield from by_hand("jsonl", "json array", lambda s: json.dumps([{"title": s.title, "content": "\n".join(s.body)}], ensure_ascii=False, indent=1))
        yield from by_hand("jsonl", "passages", lambda s: json.dumps({"id": "p", "lang": s.lang, "passages": [s.title, *s.body]}, ensure_ascii=False))
        yield from by_hand("jsonl", "UTF-8 BOM, CRLF", lambda s: rows(s).replace("\n", "\r\n").encode("utf-8-sig"))
    if "xml" in only:
        from feedgen.feed import FeedGenerator
        for writer in ["rss", "atom", "rss, summary only", "atom, lang", "rss, two entries"]:
            def feed(story, writer=writer):
                made = FeedGenerator()
                made.id("urn:feed"); made.title("Courier"); made.link(href="https://alder.example"); made.description("x")
                if "lang" in writer:
                    made.language(story.lang)
                for number in range(2 if "two" in writer else 1):
                    entry = made.add_entry()
                    entry.id(f"urn:{number}"); entry.title(story.title); entry.link(href="https://alder.example/1")
                    entry.pubDate("2023-05-04T10:15:00+00:00")
                    body = "".join(f"<p>{html.escape(line)}</p>" for line in story.body)
                    if "summary" in writer:
                        entry.summary(body)
                    else:
                        entry.content(body, type="html" if writer.startswith("atom") else "CDATA")
                return made.rss_str() if writer.startswith("rss") else made.atom_str()
            yield from by_hand("xml", f"feedgen {writer}", feed)
    if "tmx" in only:
        from translate.storage import tmx
        from translate.storage import poxliff, xliff
        for kind, store in [("tmx", tmx.tmxfile), ("xlf", xliff.xlifffile), ("xlf", poxliff.PoXliffFile)]:
            for first in stories[:6] if kind == "tmx" else stories[:3]:
                def bitext(story, store=store, kind=kind, first=first):
                    if story is first:
                        return None
                    made = store() if kind == "tmx" else store(sourcelanguage=first.lang, targetlanguage=story.lang)
                    for source, target in zip([first.title, *first.body], [story.title, *story.body]):
                        if kind == "tmx":
                            made.addtranslation(source, first.lang, target, story.lang)
                        else:
                            made.addsourceunit(source).settarget(target)
                    return bytes(made)
                yield from by_hand(kind, f"translate-toolkit {store.__name__} from {first.lang}", bitext)

        def units(story):
            return zip([stories[1].title, *stories[1].body], [story.title, *story.body])

        def old(story):
            # As translation programs of the nineties and their heirs write it.
            if story is stories[1]:
                return None
            tus = "".join(f'<tu><tuv lang="EN-GB"><seg>{html.escape(a)}</seg></tuv><tuv lang="{story.lang.upper()}">'
                          f'<seg>{html.escape(b)}</seg></tuv></tu>\r\n' for a, b in units(story))
            return ('<?xml version="1.0" encoding="UTF-16"?>\r\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\r\n<tmx version="1.1">'
                    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="EN-GB" '
                    f'srclang="EN-GB" datatype="rtf"/><body>{tus}</body></tmx>').encode("utf-16")

        def second(story):
            if story is stories[1]:
                return None
            made = "".join(f'<unit id="u{number}"><segment><source>{html.escape(a)}</source><target>{html.escape(b)}'
                           "</target></segment></unit>" for number, (a, b) in enumerate(units(story)))
            return ('<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" '
                    f'trgLang="{story.lang}"><file id="f">{made}</file></xliff>')
        yield from by_hand("tmx", "by hand, TMX 1.1 in UTF-16", old)
        yield from by_hand("xlf", "by hand, XLIFF 2.0", second)


def judge(program, path, story, kind):
    """right, refused or wrong, and why."""
    home = dict(os.environ, HOME=str(path.parent), XDG_DATA_HOME=str(path.parent))
    done = subprocess.run([program, "export", "passages", str(path)], capture_output=True, timeout=900, env=home)
    said = done.stderr.decode("utf-8", "replace").strip()
    passages = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    if not passages:
        named = path.name in said and ";" in said
        return ("refused" if done.returncode == 1 and named else "wrong"), said
    mine = [p for p in passages if p["lang"] == story.lang]
    text = letters("".join(p["text"] for p in mine))
    lost = set()
    if path.parent.name.startswith("Windows"):
        lost = {c for c in letters(story.title + "".join(story.body))
                if not c.encode(CODEPAGES[story.lang], "ignore")} if kind == "txt" else set()
    # The page around an article may be left out; what tells the story may not. A bitext ends with
    # the shorter of its two sides.
    wanted = [line for line in [story.title, *story.body] if kind != "html" or len(line) > 90]
    if kind in ("tmx", "xlf"):
        wanted = wanted[: 1 + min(len(Story(lang).body) for lang in LANGS)]
    for line in wanted:
        kept = "".join(c for c in letters(line) if c not in lost)
        if kept not in ("".join(c for c in text if c not in lost)):
            langs = collections.Counter(p["lang"] for p in passages)
            return "wrong", f"{dict(langs)}; not there: {line[:60]}"
    return "right", ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "target/release/hexapla"))
    parser.add_argument("--work")
    parser.add_argument("--only", default="txt,md,html,docx,epub,jsonl,xml,tmx")
    arguments = parser.parse_args()
    work = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="hexapla-writers-"))
    if work.exists():
        shutil.rmtree(work)
    counts = collections.OrderedDict()
    for kind, writer, path, story in write(work, arguments.only.split(",")):
        outcome, why = judge(arguments.program, path, story, kind)
        counts.setdefault((kind, writer), collections.Counter())[outcome] += 1
        if outcome != "right":
            print(f"{outcome}: {path.relative_to(work)}: {why}", file=sys.stderr)
    print("| format | writer | files | right | refused | wrong |\n|---|---|---|---|---|---|")
    totals = collections.Counter()
    # A line a format: the writers and what became of their files.
    kinds = collections.OrderedDict()
    for (kind, writer), count in counts.items():
        kinds.setdefault(kind, (list(), collections.Counter()))
        kinds[kind][0].append(writer)
        kinds[kind][1].update(count)
    for (kind, writer), count in counts.items():
        totals.update(count)
        print(f"| {kind} | {writer} | {sum(count.values())} | {count['right']} | {count['refused']} | {count['wrong']} |")
    for kind, (writers, count) in kinds.items():
        print(f"| {kind} | {'; '.join(writers)} | {sum(count.values())} | {count['right']} | {count['refused']} | {count['wrong']} |")
    print(f"\n{sum(totals.values())} files: {totals['right']} right, {totals['refused']} refused, {totals['wrong']} wrong")


main()
