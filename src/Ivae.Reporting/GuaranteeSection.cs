using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>"What is guaranteed": the promise of the theory and everything it rests on.</summary>
internal static class GuaranteeSection
{
    public static void Write(HtmlWriter body, Guarantee? guarantee)
    {
        if (guarantee is null)
            return;
        body.Raw($"<p class=\"verdict {(guarantee.Class == EquivalenceClass.None ? "bad" : "good")}\">"
            + $"{SvgWriter.Escape(guarantee.Statement)}</p>\n");
        body.Raw("<div class=\"scroll\"><table class=\"assumptions\">\n<tbody>\n");
        foreach (var assumption in guarantee.Assumptions)
        {
            var (word, style) = assumption.Status switch
            {
                AssumptionStatus.Checked => ("holds", "good"),
                AssumptionStatus.Assumed => ("assumed", "open"),
                _ => ("fails", "bad"),
            };
            var (name, sentence) = (guarantee.Name(assumption), guarantee.Sentence(assumption));
            body.Raw($"<tr><th scope=\"row\">{SvgWriter.Escape(name)}</th><td class=\"{style}\">{word}</td>"
                + $"<td>{SvgWriter.Escape(sentence)}</td></tr>\n");
        }

        body.Raw("</tbody></table></div>\n");
        body.Paragraph("This is what theory says about a model of this kind, if it is found. Whether these latents can "
            + "be believed is another question, which ivae check asks of the model and the data.");
    }
}
