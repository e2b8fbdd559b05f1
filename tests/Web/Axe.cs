using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>What axe-core finds in a page, run in that page: none of ours holds frames, so that no second page is needed to put results together.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    internal sealed record Violation(string Id, string Impact, string FirstNode)
    {
        public override string ToString() => $"axe {Id} ({Impact}) {FirstNode}";
    }

    /// <param name="tags">The rules to run; all of them when null.</param>
    internal static async Task<IReadOnlyList<Violation>> FindAsync(IPage page, string[]? tags = null)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(Script);
        }

        var found = await page.EvaluateAsync<JsonElement>(
            """
            async tags => {
              const result = await axe.run(document, { resultTypes: ['violations'], ...(tags ? { runOnly: tags } : {}) });
              if (result.passes.length === 0) throw new Error('axe has looked at nothing');
              return result.violations.map(v => [v.id, v.impact, v.nodes.length ? v.nodes[0].html : '']);
            }
            """,
            tags);
        return [.. found.EnumerateArray().Select(v => new Violation(v[0].GetString()!, v[1].GetString() ?? "", v[2].GetString()!))];
    }
}
