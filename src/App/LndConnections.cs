using System.Collections.Concurrent;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Secrets;

namespace Fulgurite.App;

/// <summary>
/// Connects to customers' own LND nodes, with the secrets of their lines. A connection is kept for as long as its
/// secrets are the same; those are read again every few seconds, so that a rotation needs no restart.
/// </summary>
internal sealed class LndConnections(ISecretStore secrets, TimeProvider clock) : INodeConnections
{
    private const int KeptMax = 1_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<LineOfCreditId, Kept> kept = new();

    /// <inheritdoc/>
    public async Task<BackingNode> To(LineOfCreditId line, string address, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (kept.TryGetValue(line, out var known) && known.Address == address && now - known.ReadAt < Freshness)
        {
            return known.Node;
        }

        var read = await Read(line, cancel);
        var isSame = known is not null && known.Address == address && known.Secrets == read;
        var next = isSame ? known! with { ReadAt = now } : new Kept(address, read, Connect(line, address, read), now);
        if (kept.Count >= KeptMax)
        {
            kept.Clear();
        }

        kept[line] = next;
        return next.Node;
    }

    private async Task<LineSecrets> Read(LineOfCreditId line, CancellationToken cancel)
    {
        var names = NodeSecrets.Of(line);
        try
        {
            return new LineSecrets(
                await Required(names.Certificate, cancel),
                await Required(names.Macaroon, cancel),
                (await secrets.Get(names.PaymentsMacaroon, cancel))?.Reveal());
        }
        catch (SecretsUnavailableException failure)
        {
            throw new NodeUnavailableException(failure.Message);
        }
    }

    private async Task<string> Required(string name, CancellationToken cancel) =>
        (await secrets.Get(name, cancel))?.Reveal()
        ?? throw new NodeRefusedException($"There is no secret {name}.");

    // What is wrong is named; what is in the secrets is not.
    private BackingNode Connect(LineOfCreditId line, string address, LineSecrets read)
    {
        try
        {
            var settings = new LndNodeSettings(address, read.Certificate, new SecretValue(read.Macaroon));
            IPayingNode paying = read.Payments is { } macaroon
                ? new LndPayingNode(settings with { MacaroonHex = new SecretValue(macaroon) }, clock)
                : new PayingNodeOff();
            return new BackingNode(new LndNode(settings, clock), paying);
        }
        catch (ArgumentException failure)
        {
            throw new NodeRefusedException(
                $"The address or one of the secrets node-{line}-… is malformed: see {failure.ParamName}.");
        }
    }

    private sealed record Kept(string Address, LineSecrets Secrets, BackingNode Node, DateTimeOffset ReadAt);

    // Compared, and never shown.
    private sealed record LineSecrets(string Certificate, string Macaroon, string? Payments)
    {
        public override string ToString() => nameof(LineSecrets);
    }
}
