using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>Forms of a case as people fill them.</summary>
internal static class CaseForms
{
    /// <summary>Opens the form of an act, fills it, and sends it.</summary>
    public static async Task DoAsync(IPage page, string id, string act, params (string Label, string Text)[] fields)
    {
        await page.GotoAsync($"/cases/{id}?act={act}");
        foreach (var (label, text) in fields)
        {
            await page.GetByLabel(label).FillAsync(text);
        }

        await page.Locator("#do button[type=submit]").ClickAsync();
    }
}
