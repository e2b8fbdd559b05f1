using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Baotuan.App.Shell;

/// <summary>
/// No text that comes in by an address or a form has the character NUL: nobody types it, and PostgreSQL stores none and refuses the whole command. It is dropped before
/// anything reads the text, so that what is hashed, sealed and stored is the same. (A form that is sent as one line of text is refused with it by the server's own reader.)
/// </summary>
internal static class PlainText
{
    private const char Nul = '\0';
    private const string NulInAddress = "%00";

    /// <summary>Stands behind routing, which may give a request another reader of its form.</summary>
    internal static IApplicationBuilder UsePlainText(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.QueryString.Value is { } query && query.Contains(NulInAddress, StringComparison.Ordinal))
        {
            // what is left may join into another one: %%0000
            while (query.Contains(NulInAddress, StringComparison.Ordinal))
            {
                query = query.Replace(NulInAddress, "", StringComparison.Ordinal);
            }

            request.QueryString = new(query);
        }

        if (HttpMethods.IsPost(request.Method) && context.Features.Get<IFormFeature>() is not Form)
        {
            var read = context.Features.Get<IFormFeature>() ?? new FormFeature(request, context.RequestServices.GetRequiredService<IOptions<FormOptions>>().Value);
            context.Features.Set<IFormFeature>(new Form(read));
        }

        return next(context);
    });

    /// <summary>Reads a form as it would be read, and gives it without the character.</summary>
    private sealed class Form(IFormFeature read) : IFormFeature
    {
        private IFormCollection? _plain;

        public bool HasFormContentType => read.HasFormContentType;

        IFormCollection? IFormFeature.Form
        {
            get => _plain;
            set => read.Form = _plain = value;
        }

        public IFormCollection ReadForm() => _plain ??= Plain(read.ReadForm());

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => _plain ??= Plain(await read.ReadFormAsync(cancellationToken));

        private static IFormCollection Plain(IFormCollection form) => form.Any(f => Has(f.Key) || f.Value.Any(Has)) || form.Files.Any(f => Has(f.Name) || Has(f.FileName))
            ? new FormCollection(
                form.GroupBy(f => Without(f.Key)!).ToDictionary(g => g.Key, g => new StringValues([.. g.SelectMany(f => f.Value.ToArray()).Select(Without)])), Plain(form.Files))
            : form;

        private static FormFileCollection Plain(IFormFileCollection files) =>
            [.. files.Select(f => Has(f.Name) || Has(f.FileName) ? new FormFile(f.OpenReadStream(), 0, f.Length, Without(f.Name)!, Without(f.FileName)!) { Headers = f.Headers } : f)];

        private static bool Has(string? text) => text?.Contains(Nul) == true;

        private static string? Without(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
    }
}
