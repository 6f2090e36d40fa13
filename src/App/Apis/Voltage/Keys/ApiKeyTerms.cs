using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage.Keys;

/// <summary>The checked form of an <see cref="ApiKeyChange"/>; what was not said is null.</summary>
internal sealed partial record ApiKeyTerms
{
    private const int NameLengthMax = 100;

    private static readonly Dictionary<string, Permission> ByName =
        Enum.GetValues<Permission>().ToDictionary(p => p.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>For people: 1 to 100 characters.</summary>
    public string? Name { get; private init; }

    /// <summary>At least one, each once.</summary>
    public IReadOnlyList<Permission>? Permissions { get; private init; }

    /// <summary>At most a hundred, each once.</summary>
    public IReadOnlyList<AddressRange>? ValidIps { get; private init; }

    /// <summary>Whether <see cref="ExpiresAt"/> was said.</summary>
    public bool SaysExpiry { get; private init; }

    /// <summary>In the future, or null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>The terms, or what is wrong with them: exactly one of the two.</summary>
    public static (ApiKeyTerms? Terms, VoltageAnswer? Problem) Read(ApiKeyChange body, DateTimeOffset now)
    {
        DateTimeOffset? expiresAt = null;
        IReadOnlyList<AddressRange>? ranges = null;
        IReadOnlyList<Permission>? permissions = null;
        var problem = ProblemWithName(body.Name)
            ?? (body.Permissions is null ? null : ReadPermissions(body.Permissions, out permissions))
            ?? (body.ValidIps is null ? null : ReadRanges(body.ValidIps, out ranges))
            ?? ReadExpiry(body.ExpiresAt, now, out expiresAt);
        return problem is not null
            ? (null, problem)
            : (new ApiKeyTerms
            {
                Name = body.Name,
                Permissions = permissions,
                ValidIps = ranges,
                SaysExpiry = body.ExpiresAt.ValueKind != JsonValueKind.Undefined,
                ExpiresAt = expiresAt,
            }, null);
    }

    /// <summary>The key with these terms.</summary>
    public ApiKey ApplyTo(ApiKey key) => key with
    {
        Name = Name ?? key.Name,
        Permissions = Permissions ?? key.Permissions,
        ValidIps = ValidIps ?? key.ValidIps,
        ExpiresAt = SaysExpiry ? ExpiresAt : key.ExpiresAt,
    };

    /// <summary>What is wrong with a name for people; null where nothing is, or there is none.</summary>
    public static VoltageAnswer? ProblemWithName(string? name) =>
        name is null || (name.Trim().Length > 0 && name.Length <= NameLengthMax && !name.Any(char.IsControl))
            ? null
            : VoltageErrors.InvalidParameter($"name: it must have 1 to {NameLengthMax} printable characters.");

    private static VoltageAnswer? ReadPermissions(
        IReadOnlyList<string?> names, out IReadOnlyList<Permission>? permissions)
    {
        permissions = null;
        if (names.Count == 0 || names.Any(name => name is null || !ByName.ContainsKey(name)))
        {
            return VoltageErrors.InvalidParameter(
                $"permissions: name at least one of {string.Join(", ", ByName.Keys)}.");
        }

        permissions = [.. names.Select(name => ByName[name!]).Distinct().Order()];
        return null;
    }

    private static VoltageAnswer? ReadRanges(IReadOnlyList<string?> texts, out IReadOnlyList<AddressRange>? ranges)
    {
        var read = new List<AddressRange>();
        ranges = read;
        foreach (var text in texts)
        {
            if (!AddressRange.TryParse(text, out var range))
            {
                return VoltageErrors.InvalidParameter(
                    "valid_ips: each must be an IP address or a range such as 192.0.2.0/24 whose other bits are zero.");
            }

            read.Add(range);
        }

        ranges = [.. read.Distinct()];
        return texts.Count <= ApiKey.ValidIpsMax
            ? null
            : VoltageErrors.InvalidParameter($"valid_ips: there may be at most {ApiKey.ValidIpsMax}.");
    }

    private static VoltageAnswer? ReadExpiry(JsonElement said, DateTimeOffset now, out DateTimeOffset? expiresAt)
    {
        expiresAt = null;
        if (said.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (said.ValueKind != JsonValueKind.String)
        {
            return VoltageErrors.InvalidData("The body is not of the form that is expected here at expires_at.");
        }

        var text = said.GetString()!;
        var isInstant = Instant().IsMatch(text)
            & DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at);
        expiresAt = at.ToUniversalTime();
        return isInstant && at > now
            ? null
            : VoltageErrors.InvalidParameter(
                "expires_at: it must be an instant in the future such as 2030-01-05T10:00:00Z, or null.");
    }

    // RFC 3339, with its offset: a time without one would mean another instant on every server.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();
}
