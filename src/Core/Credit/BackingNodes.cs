using System.Collections.Concurrent;
using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Credit;

/// <summary>
/// The nodes behind wallets: the operator's, and the own nodes of lines that have one. Which one is frozen in each
/// invoice and payment, so that it is never asked of another.
/// </summary>
/// <param name="operators">The operator's.</param>
/// <param name="connections">Connects to the others; null where there can be none.</param>
/// <param name="lines">Tells where they are.</param>
/// <param name="nodes">Lists them.</param>
/// <param name="clock">Tells how old an answer is.</param>
public sealed class BackingNodes(
    BackingNode operators, INodeConnections? connections, LineReads lines, OwnNodes nodes, TimeProvider clock)
{
    // Only the address can change, and an old one leads to the same node or to nobody.
    private readonly Remembered<LineOfCredit?> remembered = new(clock, WalletGate.Freshness);

    // A node that does not answer costs each who asks it a deadline.
    private readonly ConcurrentDictionary<LineOfCreditId, DateTimeOffset> awayUntil = new();

    /// <summary>The operator's.</summary>
    public BackingNode Operators => operators;

    /// <summary>
    /// The node that backs a line's wallets. No storage transaction for the operator's; else one each
    /// <see cref="WalletGate.Freshness"/>.
    /// </summary>
    /// <param name="line">As an invoice or payment says; null for the operator's.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="NodeRefusedException">A secret of it is not there, or is not what it should be.</exception>
    /// <exception cref="NodeUnavailableException">Its secrets could not be read.</exception>
    public async Task<BackingNode> Of(LineOfCreditId? line, CancellationToken cancel)
    {
        if (line is not { } own)
        {
            return operators;
        }

        return await Find(own, cancel)
            ?? throw new NodeRefusedException($"Line {own} has no node of its own.");
    }

    /// <summary>A line's own node; null where it has none, or is not made yet. At the same cost.</summary>
    /// <exception cref="NodeRefusedException">A secret of it is not there, or is not what it should be.</exception>
    /// <exception cref="NodeUnavailableException">Its secrets could not be read.</exception>
    public async Task<BackingNode?> Find(LineOfCreditId line, CancellationToken cancel) =>
        (await remembered.Get(line.ToString(), () => lines.Find(line, cancel)))?.Node is { } node
            ? await Connect(line, node, cancel)
            : null;

    /// <summary>Whether a line's own node did not answer lately: for work that can wait.</summary>
    public bool IsAway(LineOfCreditId line) =>
        awayUntil.TryGetValue(line, out var until) && clock.GetUtcNow() < until;

    /// <summary>Notes that a line's own node did not answer, and for how long nobody need ask it.</summary>
    public void NoteAway(LineOfCreditId line, TimeSpan until) => awayUntil[line] = clock.GetUtcNow() + until;

    /// <summary>Notes that it does answer.</summary>
    public void NoteBack(LineOfCreditId line) => awayUntil.TryRemove(line, out _);

    /// <summary>The lines with nodes of their own. One storage transaction for each thousand.</summary>
    public IAsyncEnumerable<LineOfCreditId> Lines(CancellationToken cancel) => nodes.Lines(cancel);

    /// <summary>A node that is to be registered.</summary>
    internal Task<BackingNode> To(LineOfCreditId line, string address, CancellationToken cancel) =>
        connections is null
            ? throw new NodeRefusedException("This deployment has no place for the secrets of other nodes.")
            : connections.To(line, address, cancel);

    /// <summary>Forgets what was remembered: for whoever just changed a line.</summary>
    public void Forget() => remembered.Clear();

    private async Task<BackingNode> Connect(LineOfCreditId line, NodeRegistration node, CancellationToken cancel) =>
        await To(line, node.Address, cancel) with { Line = line, Id = node.Id };
}
