using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Baotuan.Platform.Pages;

/// <summary>
/// How many bytes one page or endpoint takes in a request body. On a page: <c>@attribute [UploadLimit(200 * UploadLimitAttribute.Megabyte)]</c>;
/// on an endpoint: <c>.WithMetadata(new UploadLimitAttribute(…))</c>. Everything without it stays at <see cref="DefaultBytes"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute(long bytes) : Attribute, IRequestSizeLimitMetadata, IFormOptionsMetadata
{
    public const long Megabyte = 1024 * 1024;
    public const long DefaultBytes = 1 * Megabyte;

    public long? MaxRequestBodySize => bytes;
    public long? MultipartBodyLengthLimit => bytes;
    public bool? BufferBody => null;
    public int? MemoryBufferThreshold => null;
    public long? BufferBodyLengthLimit => null;
    public int? ValueCountLimit => null;
    public int? KeyLengthLimit => null;
    public int? ValueLengthLimit => null;
    public int? MultipartBoundaryLengthLimit => null;
    public int? MultipartHeadersCountLimit => null;
    public int? MultipartHeadersLengthLimit => null;
}
