using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Lnd.Protos.Wallet;
using Google.Protobuf;

namespace Fulgurite.Lnd;

/// <summary>
/// An LND node's wallet on the chain, over gRPC, with a connection and a macaroon of its own. Safe for concurrent use.
/// </summary>
public sealed class LndChainWallet : IChainWallet, IDisposable
{
    // What is in no block has, to LND, a height of -1.
    private const int ToMempool = -1;

    private readonly GrpcChannel channel;
    private readonly BitcoinNetwork network;

    /// <summary>Does not connect yet: the first call does.</summary>
    /// <param name="settings">
    /// With a macaroon for the calls: to receive <c>uri:/lnrpc.Lightning/GetInfo</c>, <c>…/NewAddress</c> and
    /// <c>…/GetTransactions</c>; to send also <c>…/EstimateFee</c>, <c>uri:/walletrpc.WalletKit/FundPsbt</c>,
    /// <c>…/FinalizePsbt</c>, <c>…/ReleaseOutput</c> and <c>…/PublishTransaction</c>.
    /// </param>
    /// <param name="network">The chain that the node is on.</param>
    /// <param name="time">Measures deadlines.</param>
    /// <exception cref="ArgumentException">A setting is malformed; its value is not in the message.</exception>
    public LndChainWallet(LndNodeSettings settings, BitcoinNetwork network, TimeProvider time)
    {
        channel = new GrpcChannel(settings.ToChannel(), time);
        this.network = network;
    }

    /// <inheritdoc/>
    public async Task<BitcoinAddress> NewAddress(CancellationToken cancel)
    {
        var request = new NewAddressRequest { Type = AddressType.WitnessPubkeyHash };
        var answer = await Ask(LndMethods.NewAddress, request, cancel);
        return BitcoinAddress.TryParse(answer.Address, network, out var address, out _)
            ? address
            : throw LndAnswers.Senseless($"an address that is none of {network}");
    }

    /// <inheritdoc/>
    public async Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel)
    {
        Invariant.Holds(fromHeight >= 0, "a chain begins at height 0");
        var info = await Ask(LndMethods.GetInfo, new GetInfoRequest(), cancel);
        var request = new GetTransactionsRequest { StartHeight = fromHeight, EndHeight = ToMempool };
        var details = await Ask(LndMethods.GetTransactions, request, cancel);
        var height = info.BlockHeight <= int.MaxValue
            ? (int)info.BlockHeight
            : throw LndAnswers.Senseless("a height that no chain has");

        // A transaction may move into a block while LND lists them.
        return new ChainHistory(
            height,
            [.. details.Transactions.Select(each => LndChain.ToCore(each, network)).DistinctBy(each => each.Id)]);
    }

    /// <inheritdoc/>
    public async Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Money.Msat amount, int targetBlocks, CancellationToken cancel)
    {
        var request = LndChain.FromCore(destination, amount, targetBlocks);
        try
        {
            var estimate = await channel.Unary(LndMethods.EstimateFee, request, cancel);
            return new EstimateFeeOutcome.Estimated(LndChain.ToAmount(estimate.FeeSat));
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.ChainSend(failure) is { } reason
                ? new EstimateFeeOutcome.Refused(reason, failure.Text)
                : throw LndErrors.ToPort(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel)
    {
        FundPsbtResponse funded;
        try
        {
            funded = await channel.Unary(LndMethods.FundPsbt, LndChain.FromCore(send), cancel);
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.ChainSend(failure) is { } reason
                ? new PrepareSendOutcome.Refused(reason, failure.Text)
                : throw LndErrors.ToPort(failure);
        }

        var finalize = new FinalizePsbtRequest { FundedPsbt = funded.FundedPsbt };
        var signed = await Ask(LndMethods.FinalizePsbt, finalize, cancel);
        var (transaction, fee) = LndChain.ToCore(send, funded, signed);
        if (fee <= send.FeeMax)
        {
            return new PrepareSendOutcome.Prepared(transaction, fee);
        }

        await Release(funded, cancel);
        return new PrepareSendOutcome.Refused(
            ChainSendFailure.FeeAboveMax, $"It would cost {fee.ToSatsRoundedUp()} sat.", fee);
    }

    /// <inheritdoc/>
    public async Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel)
    {
        Invariant.Holds(label.Length <= NewChainSend.LabelCharactersMax, "a label is one that LND takes");
        var request = new Protos.Wallet.Transaction
        {
            TxHex = ByteString.CopyFrom(transaction.Bytes.AsSpan()), Label = label,
        };
        try
        {
            var answer = await channel.Unary(LndMethods.PublishTransaction, request, cancel);
            return answer.PublishError.Length == 0
                ? new PublishOutcome(PublishStatus.Published)
                : new PublishOutcome(PublishStatus.NotAccepted, answer.PublishError);
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.IsNotAccepted(failure)
                ? new PublishOutcome(PublishStatus.NotAccepted, failure.Text)
                : throw LndErrors.ToPort(failure);
        }
    }

    /// <summary>Closes the connection; calls that are under way end, transactions do not.</summary>
    public void Dispose() => channel.Dispose();

    // The coins of a transaction that is too dear, for the next one. LND frees them by itself ten minutes later.
    private async Task Release(FundPsbtResponse funded, CancellationToken cancel)
    {
        foreach (var lease in funded.LockedUtxos)
        {
            var request = new ReleaseOutputRequest { Id = lease.Id, Outpoint = lease.Outpoint };
            await Ask(LndMethods.ReleaseOutput, request, cancel);
        }
    }

    private async Task<TResponse> Ask<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancel)
        where TRequest : IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await channel.Unary(method, request, cancel);
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }
}
