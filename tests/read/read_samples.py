"""Texts and pages written for these tests."""

TEXT = (
    "قوات البلدية تستعيد بلدة الوادي بعد يومين من المعارك\n"
    "قال ناطق باسم القوات المحلية إن مقاتليه استعادوا بلدة الوادي من أيدي المسلحين يوم الأحد، "
    "وإن المعارك في محيط التل ما زالت مستمرة.\n"
    "وأضاف أن عشرين مسلحا قتلوا خلال المواجهات التي دارت في الأحياء الشرقية من البلدة، "
    "وأن سكانها بدأوا العودة إلى منازلهم.\n"
    "ونفى المسلحون في بيان ما أعلنه الناطق، وقالوا إنهم لا يزالون في مواقعهم على الطريق العام بين الوادي والمدينة.\n"
)

PARAGRAPHS = TEXT.splitlines()[1:]


def page(
    *,
    head: str = "",
    before: str = "",
    after: str = "",
    title: str = "قوات البلدية تستعيد بلدة الوادي بعد يومين من المعارك",
    charset: str = "utf-8",
) -> str:
    """A news page: header with today's date, the article, related headlines, a comment form and a footer."""
    body = "\n".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar"><head><meta charset="{charset}"><title>{title} | موقع الأخبار</title>{head}</head>
<body><header class="site-header"><div class="current-date">الثلاثاء 1 كانون الثاني 2019</div>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">سياسة</a></li></ul></nav></header>
<main><article><h1>{title}</h1>{before}<div class="entry-content">{body}</div>{after}</article>
<aside class="related"><h3>مقالات ذات صلة</h3><ul><li><a href="/1">عنوان خبر آخر لا علاقة له</a>
<span class="date">3 آذار 2018</span></li></ul></aside></main>
<footer>جميع الحقوق محفوظة</footer></body></html>"""
