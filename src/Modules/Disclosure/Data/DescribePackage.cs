using System.Text.Json;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Data;

/// <summary>A file of the package as it was written.</summary>
internal sealed record PackedFile(OpenTable Table, long Bytes, string Sha256);

/// <summary>The descriptor of the data package (Frictionless Data Package v1): files with schema, size and hash, and the licence.</summary>
internal static class DescribePackage
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Json(IReadOnlyList<PackedFile> files, DateOnly today, DateTimeOffset now)
    {
        var licence = RuleFile.Read<DisclosureModule>("licence").Last(l => RuleFile.Day(l["valid_from"]) <= today);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                profile = "tabular-data-package",
                name = "baotuan-open-data",
                title = "村集体投资和分红公开数据",
                description = "只有组织一级的合计，不含个人信息。金额单位：元。",
                created = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                licenses = new[] { new { name = licence["name"], title = licence["title"], path = licence["path"] } },
                resources = files.Select(Resource),
            },
            Indented);
    }

    /// <summary>Writes into <paramref name="output"/> and says how much and with which hash.</summary>
    public static async Task<PackedFile> MeasuredAsync(OpenTable table, Func<Stream, Task> write, Stream output)
    {
        await using var measured = new MeasuredStream(output);
        await write(measured);
        return new(table, measured.Written, measured.Sha256());
    }

    private static object Resource(PackedFile file) => new
    {
        profile = "tabular-data-resource",
        name = file.Table.Name,
        title = file.Table.Title,
        description = file.Table.Description,
        path = $"{file.Table.Name}.csv",
        format = "csv",
        mediatype = "text/csv",
        encoding = "utf-8",
        bytes = file.Bytes,
        hash = $"sha256:{file.Sha256}",
        schema = new
        {
            fields = file.Table.Fields.Select(f => new { name = f.Name, type = f.Type, title = f.Title, description = f.Description }),
            missingValues = new[] { "" },
        },
    };
}
