using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>
/// Whether a wallet may take on something new, from what is known of it and its line of credit: remembered for
/// <see cref="Freshness"/>, so that it costs nothing on hot paths. That nothing new comes to a wallet that is deleted
/// is decided again by the commits themselves; what its line says shows within that time.
/// </summary>
public sealed class WalletGate(WalletReads wallets, LineReads lines, TimeProvider clock)
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private readonly Remembered<WalletStanding> remembered = new(clock, Freshness);

    /// <summary>
    /// What keeps a wallet from receiving: null for nothing; else <see cref="WalletChangeRefusal.NotFound"/> or
    /// <see cref="WalletChangeRefusal.LineDisabled"/>. Two storage transactions each <see cref="Freshness"/>, for this
    /// and for what is below together.
    /// </summary>
    public async Task<WalletChangeRefusal?> ProblemWith(WalletId wallet, CancellationToken cancel)
    {
        // What comes in lessens what is owed, whatever the line waits for.
        var problem = await ProblemWithSpending(wallet, cancel);
        return problem is WalletChangeRefusal.LineNotReady or WalletChangeRefusal.LineOverdue ? null : problem;
    }

    /// <summary>
    /// What keeps a wallet from sending: the same, or <see cref="WalletChangeRefusal.LineNotReady"/>, or
    /// <see cref="WalletChangeRefusal.LineOverdue"/>. At the same cost.
    /// </summary>
    public async Task<WalletChangeRefusal?> ProblemWithSpending(WalletId wallet, CancellationToken cancel) =>
        (await Reading(wallet, cancel)).Problem;

    /// <summary>
    /// The line whose own node backs a wallet; null where the operator's does. It never changes. At the same cost.
    /// </summary>
    public async Task<LineOfCreditId?> NodeLineOf(WalletId wallet, CancellationToken cancel) =>
        (await Reading(wallet, cancel)).NodeLine;

    /// <summary>What a payment that a wallet sends costs on top. At the same cost.</summary>
    public async Task<BasisPoints> SendFeeOf(WalletId wallet, CancellationToken cancel) =>
        (await Reading(wallet, cancel)).SendFee;

    /// <summary>What an invoice of a wallet costs its payer on top. At the same cost.</summary>
    public async Task<BasisPoints> ReceiveFeeOf(WalletId wallet, CancellationToken cancel) =>
        (await Reading(wallet, cancel)).ReceiveFee;

    /// <summary>Forgets what was remembered: for whoever just changed a wallet or a line.</summary>
    public void Forget() => remembered.Clear();

    private Task<WalletStanding> Reading(WalletId wallet, CancellationToken cancel) =>
        remembered.Get(wallet.ToString(), () => Read(wallet, cancel));

    private async Task<WalletStanding> Read(WalletId wallet, CancellationToken cancel)
    {
        if (await wallets.Head(wallet, cancel) is not { } head)
        {
            return new WalletStanding(WalletChangeRefusal.NotFound, null, default, default);
        }

        if (head.State != WalletState.Active)
        {
            return new WalletStanding(WalletChangeRefusal.NotFound, head.NodeLine, default, default);
        }

        var line = await lines.Find(head.Environment, head.LineOfCredit, cancel);
        return new WalletStanding(
            ProblemWith(line),
            head.NodeLine,
            line?.Terms.SendProcessingFee ?? default,
            line?.Terms.ReceiveProcessingFee ?? default);
    }

    private static WalletChangeRefusal? ProblemWith(LineOfCredit? line) => line switch
    {
        { IsDisabled: true } => WalletChangeRefusal.LineDisabled,
        { IsReady: false } => WalletChangeRefusal.LineNotReady,
        { IsBlocked: true } => WalletChangeRefusal.LineOverdue,
        _ => null,
    };
}
