using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace Baotuan.Platform.Access;

/// <summary>A passkey as it lies in its column.</summary>
internal sealed record PasskeyRow(
    byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible,
    bool IsBackedUp, byte[] AttestationObject, byte[] ClientDataJson)
{
    public static PasskeyRow Of(UserPasskeyInfo p) => new(
        p.PublicKey, p.CreatedAt, p.SignCount, p.Transports, p.IsUserVerified, p.IsBackupEligible, p.IsBackedUp, p.AttestationObject, p.ClientDataJson);

    public static UserPasskeyInfo Info(Passkey row)
    {
        var data = JsonSerializer.Deserialize<PasskeyRow>(row.Data)!;
        return new(
            row.CredentialId, data.PublicKey, data.CreatedAt, data.SignCount, data.Transports, data.IsUserVerified, data.IsBackupEligible, data.IsBackedUp,
            data.AttestationObject, data.ClientDataJson) { Name = row.Name };
    }
}
