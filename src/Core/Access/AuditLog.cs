using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// What was done and denied in each organization: table <c>audit</c>, partition organization id, row the record's id,
/// newest first. A privileged act is written before it is done, so none is missing; one whose process died in between
/// stands in the log and did not happen. Rows are only ever added.
/// </summary>
public sealed class AuditLog(ITableStore tables, IRandomness randomness, TimeProvider clock)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("audit");

    /// <summary>Whether a text from outside may be a record's id.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Adds a record. One storage transaction.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be stored: do not do what it tells of.</exception>
    public async Task Add(AuditActor actor, string action, string subject, string? detail, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var record = new AuditRecord(NextId(now), now, actor, action, subject, detail);
        var write = RowWrite.Insert(new RowKey(actor.Organization.ToString(), record.Id), ToFields(record));
        var outcome = await tables.Commit(Table, new RowBatch([write]), cancel);
        if (outcome.Status != CommitStatus.Committed)
        {
            throw new StorageUnavailableException($"The audit log did not take a record: {outcome.Status}.");
        }
    }

    /// <summary>The newest records of an organization.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="after">The id of the record to go on after; null for the newest.</param>
    /// <param name="take">Most records, 1 to 1,000.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="StorageUnavailableException">Nothing is known.</exception>
    public async Task<IReadOnlyList<AuditRecord>> Newest(
        OrganizationId organization, string? after, int take, CancellationToken cancel)
    {
        // The first row key that sorts after an id is the id and a character below all that ids are made of.
        var from = after is null ? "" : after + " ";
        var query = new RowQuery(organization.ToString(), from, Take: take);
        return [.. (await tables.ReadFirst(Table, query, cancel)).Select(row => ToRecord(row, organization))];
    }

    /// <summary>A record's columns.</summary>
    public static RowFields ToFields(AuditRecord record) => new()
    {
        { "at", record.At },
        { "action", record.Action },
        { "subject", record.Subject },
        { "detail", record.Detail },
        { "environment", record.Actor.Environment?.ToString() },
        { "api_key", record.Actor.Key?.ToString() },
        { "address", record.Actor.Address },
    };

    internal static AuditRecord ToRecord(Row row, OrganizationId organization)
    {
        var fields = row.Fields;
        EnvironmentId? environment =
            EnvironmentId.TryParse(fields.TextOrNull("environment"), out var environmentId) ? environmentId : null;
        ApiKeyId? key = ApiKeyId.TryParse(fields.TextOrNull("api_key"), out var keyId) ? keyId : null;
        var actor = new AuditActor(organization, environment, key, fields.TextOrNull("address"));
        return new AuditRecord(
            row.Key.Row,
            fields.Instant("at"),
            actor,
            fields.Text("action"),
            fields.Text("subject"),
            fields.TextOrNull("detail"));
    }

    // Twelve digits count milliseconds backwards, so that ids sort newest first.
    private string NextId(DateTimeOffset now)
    {
        var backwards = 0xFFFF_FFFF_FFFF - now.ToUnixTimeMilliseconds();
        Span<byte> chance = stackalloc byte[10];
        randomness.Fill(chance);
        return string.Create(CultureInfo.InvariantCulture, $"{backwards:x12}{Convert.ToHexStringLower(chance)}");
    }
}
