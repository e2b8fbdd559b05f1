namespace Baotuan.Platform.Uploads;

/// <summary>
/// A file that somebody brings as evidence: what it is by its bytes and not by its name, and without what a camera writes into it beside the picture (place, time, device,
/// a second small picture). Only the kinds that every browser opens: JPEG, PNG, PDF.
/// </summary>
/// <param name="MediaType">For the answer that gives it out again.</param>
/// <param name="Extension">With its dot.</param>
/// <param name="Bytes">What is kept.</param>
public sealed record SafeFile(string MediaType, string Extension, byte[] Bytes)
{
    private static ReadOnlySpan<byte> Pdf => "%PDF-"u8;

    /// <summary>The file; null where it is none of these, or a picture that breaks off.</summary>
    public static SafeFile? Read(byte[] bytes) =>
        JpegMetadata.Is(bytes) ? Of("image/jpeg", ".jpg", JpegMetadata.Without(bytes))
        : PngMetadata.Is(bytes) ? Of("image/png", ".png", PngMetadata.Without(bytes))
        : bytes.AsSpan().StartsWith(Pdf) ? new("application/pdf", ".pdf", bytes)
        : null;

    private static SafeFile? Of(string mediaType, string extension, byte[]? bytes) => bytes is null ? null : new(mediaType, extension, bytes);
}
