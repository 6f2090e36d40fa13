using System.Globalization;
using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Protos;
using Fulgurite.Lnd.Protos.Wallet;
using Fulgurite.Money;

namespace Fulgurite.Lnd;

/// <summary>
/// Turns the port's sends into LND's messages, and what LND says of the chain into the port's records. A message that
/// makes no sense is no definite answer.
/// </summary>
internal static class LndChain
{
    /// <summary>What FundPsbt is asked: one payment, with confirmed coins of the wallet's choice.</summary>
    public static FundPsbtRequest FromCore(NewChainSend send) => new()
    {
        Raw = new TxTemplate { Outputs = { [send.Destination.ToString()] = (ulong)ToSats(send.Amount) } },
        TargetConf = (uint)ToTarget(send.TargetBlocks),

        // A coin that is in no block yet may never be, and then the payment could not be made either.
        MinConfs = 1,
    };

    /// <summary>What EstimateFee is asked.</summary>
    public static EstimateFeeRequest FromCore(BitcoinAddress destination, Msat amount, int targetBlocks) => new()
    {
        AddrToAmount = { [destination.ToString()] = ToSats(amount) },
        TargetConf = ToTarget(targetBlocks),
    };

    /// <summary>Reads a transaction.</summary>
    /// <exception cref="NodeUnavailableException">An id, amount, height or time that cannot be.</exception>
    public static ChainTransaction ToCore(Protos.Transaction transaction, BitcoinNetwork network)
    {
        if (!OnChainTransactionId.TryParse(transaction.TxHash, out var id) || transaction.NumConfirmations < 0)
        {
            throw LndAnswers.Senseless("a transaction without its id, or with fewer than no confirmations");
        }

        var isInBlock = transaction.NumConfirmations > 0;
        if (isInBlock && transaction.BlockHeight < 1)
        {
            throw LndAnswers.Senseless("a confirmed transaction without its height");
        }

        return new ChainTransaction(
            id,
            [.. OutputsOf(transaction, network)],
            transaction.NumConfirmations,
            isInBlock ? transaction.BlockHeight : null,
            LndAnswers.ToInstant(transaction.TimeStamp),
            transaction.Label)
        {
            Inputs =
            [
                .. transaction.PreviousOutpoints.Select(spent => FindOutPoint(spent.Outpoint))
                    .OfType<Bitcoin.OutPoint>(),
            ],
        };
    }

    /// <summary>
    /// Reads what was signed, and proves that it is what was asked for: it pays the destination its amount, spends the
    /// coins that were set aside and no others, and so costs what those hold above its outputs.
    /// </summary>
    /// <exception cref="NodeUnavailableException">It is not.</exception>
    public static (SignedTransaction Transaction, Msat Fee) ToCore(
        NewChainSend send, FundPsbtResponse funded, FinalizePsbtResponse signed)
    {
        var transaction = SignedTransaction.Read(signed.RawFinalTx.Span)
            ?? throw LndAnswers.Senseless("a signed transaction that is none");
        var script = send.Destination.ToScript();
        if (!transaction.Outputs.Any(output =>
            output.Amount == send.Amount && output.Script.AsSpan().SequenceEqual(script)))
        {
            throw LndAnswers.Senseless("a transaction that does not pay what we asked");
        }

        var coins = funded.LockedUtxos.Select(lease => ToOutPoint(lease.Outpoint)).ToHashSet();
        if (coins.Count != funded.LockedUtxos.Count || !coins.SetEquals(transaction.Inputs))
        {
            throw LndAnswers.Senseless("a transaction that spends other coins than were set aside");
        }

        var spent = funded.LockedUtxos.Aggregate(Msat.Zero, (sum, lease) => sum + ToCoin(lease.Value));
        return spent >= transaction.Total
            ? (transaction, spent - transaction.Total)
            : throw LndAnswers.Senseless("a transaction that pays more than it spends");
    }

    /// <summary>Reads satoshis.</summary>
    /// <exception cref="NodeUnavailableException">Negative, or more than there is.</exception>
    public static Msat ToAmount(long satoshis) =>
        satoshis >= 0 && satoshis <= Msat.MaxValue.ToSatsRoundedDown()
            ? Msat.FromSats(satoshis)
            : throw LndAnswers.Senseless("an amount outside 0 to 21 million BTC");

    // A coin of nothing is what an LND that does not tell the value would say.
    private static Msat ToCoin(ulong satoshis) =>
        satoshis > 0
            ? ToAmount((long)Math.Min(satoshis, long.MaxValue))
            : throw LndAnswers.Senseless("a coin without its value");

    private static IEnumerable<ChainOutput> OutputsOf(Protos.Transaction transaction, BitcoinNetwork network)
    {
        foreach (var output in transaction.OutputDetails.Where(output => output.IsOurAddress))
        {
            // Scripts without an address are none that we gave out.
            if (BitcoinAddress.TryParse(output.Address, network, out var address, out _))
            {
                yield return new ChainOutput(address, (uint)output.OutputIndex, ToAmount(output.Amount));
            }
        }
    }

    private static Bitcoin.OutPoint ToOutPoint(Protos.OutPoint outPoint) =>
        outPoint is not null && OnChainTransactionId.TryParse(outPoint.TxidStr, out var id)
            ? new Bitcoin.OutPoint(id, outPoint.OutputIndex)
            : throw LndAnswers.Senseless("a coin without its transaction");

    // What it spends proves something where it can be read, and nothing else depends on it.
    private static Bitcoin.OutPoint? FindOutPoint(string text) =>
        text.Split(':') is [var hex, var number]
        && OnChainTransactionId.TryParse(hex, out var id)
        && uint.TryParse(number, CultureInfo.InvariantCulture, out var index)
            ? new Bitcoin.OutPoint(id, index)
            : null;

    private static long ToSats(Msat amount)
    {
        Invariant.Holds(amount.IsWholeSats && !amount.IsZero, "on the chain whole satoshis above zero are sent");
        return amount.ToSatsRoundedDown();
    }

    private static int ToTarget(int blocks)
    {
        Invariant.Holds(blocks is >= 1 and <= 1_008, "a transaction is wanted within 1 block to a week of them");
        return blocks;
    }
}
