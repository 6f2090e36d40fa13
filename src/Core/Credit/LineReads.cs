using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>
/// Reads lines of credit, afresh. A line from before table <c>lines</c>, which its environment lists and nothing else,
/// reads as one with no limit and nothing handed on. Changes nothing.
/// </summary>
/// <param name="tables">Where they are.</param>
/// <param name="registry">Lists them.</param>
/// <param name="network">The deployment's chain: that of lines that do not say.</param>
public sealed class LineReads(ITableStore tables, Registry registry, BitcoinNetwork network)
{
    /// <summary>
    /// A line of an environment; null where the environment lists none of this id. One or two storage transactions.
    /// </summary>
    public async Task<LineOfCredit?> Find(EnvironmentId environment, LineOfCreditId line, CancellationToken cancel) =>
        (await Read(environment, line, cancel)).Line;

    /// <summary>A line by its id alone; null where there is none that was written. One storage transaction.</summary>
    public async Task<LineOfCredit?> Find(LineOfCreditId line, CancellationToken cancel) =>
        await tables.Get(LineRows.Table, LineRows.Key(line), cancel) is { } row
            && LineRows.ToLine(row) is var stored
            ? stored with { Network = stored.Network ?? network }
            : null;

    /// <summary>The lines of an environment, in order of their ids. One storage transaction, and one a line.</summary>
    public async Task<IReadOnlyList<LineOfCredit>> Of(EnvironmentId environment, CancellationToken cancel)
    {
        var listed = await tables
            .Read(Registry.Table, RowQuery.Prefix(environment.ToString(), RegistryRows.LinePrefix), cancel)
            .ToListAsync(cancel);
        var lines = await Task.WhenAll(
            listed.Select(row => Find(environment, RegistryRows.ToLine(row), cancel)));
        return [.. lines.OfType<LineOfCredit>()];
    }

    /// <summary>
    /// What a line has handed on, wallet by wallet, wallets that are gone included. One storage transaction a thousand.
    /// </summary>
    public IAsyncEnumerable<CreditGrant> Grants(LineOfCreditId line, CancellationToken cancel) => tables
        .Read(LineRows.Table, RowQuery.Prefix(line.ToString(), LineRows.GrantPrefix), cancel)
        .Select(LineRows.ToGrant);

    /// <summary>A line and the version of its row, null where it has none yet.</summary>
    internal async Task<(LineOfCredit? Line, ETag? Version)> Read(
        EnvironmentId environment, LineOfCreditId line, CancellationToken cancel)
    {
        if (await tables.Get(LineRows.Table, LineRows.Key(line), cancel) is { } row)
        {
            var stored = LineRows.ToLine(row);
            return stored.Environment == environment
                ? (stored with { Network = stored.Network ?? network }, row.Version)
                : (null, null);
        }

        return await tables.Get(Registry.Table, RegistryRows.LineOf(environment, line), cancel) is not null
            && await registry.FindEnvironment(environment, cancel) is { } owner
            ? (Unwritten(line, owner), null)
            : (null, null);
    }

    // It was made together with its environment.
    private LineOfCredit Unwritten(LineOfCreditId line, MerchantEnvironment owner) => new()
    {
        Id = line,
        Organization = owner.Organization,
        Environment = owner.Id,
        Network = network,
        Limit = Msat.Zero,
        CreatedAt = owner.CreatedAt ?? DateTimeOffset.UnixEpoch,
        UpdatedAt = owner.CreatedAt ?? DateTimeOffset.UnixEpoch,
    };
}
