using System.Text.Json;

namespace Fulgurite.App.Apis.Voltage.Keys;

/// <summary>What a key shall be: all of a new one, or what changes of an old one.</summary>
/// <param name="Id">Of a new key, chosen by the caller.</param>
/// <param name="Name">For people.</param>
/// <param name="Permissions">Names of permissions, in any case.</param>
/// <param name="ValidIps">Addresses and ranges.</param>
/// <param name="ExpiresAt">An instant, or null for never; left out for no change.</param>
internal sealed record ApiKeyChange(
    string? Id = null,
    string? Name = null,
    IReadOnlyList<string?>? Permissions = null,
    IReadOnlyList<string?>? ValidIps = null,
    JsonElement ExpiresAt = default)
{
    /// <summary>Whether nothing is said that could change a key.</summary>
    public bool IsEmpty =>
        Name is null && Permissions is null && ValidIps is null && ExpiresAt.ValueKind == JsonValueKind.Undefined;
}
