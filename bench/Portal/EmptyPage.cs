using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Baotuan.Bench.Portal;

/// <summary>A page with nothing on it but its heading: what the host costs by itself.</summary>
[Route(Address), AllowAnonymous]
public sealed class EmptyPage : ComponentBase
{
    internal const string Address = "/empty";

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, "<h1>空页</h1>");
}
