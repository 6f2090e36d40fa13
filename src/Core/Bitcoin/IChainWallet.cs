using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>
/// A node's wallet on the chain. Implemented over gRPC for LND, and by the sandbox chain. Amounts are whole satoshis.
/// Every member throws <see cref="NodeUnavailableException"/> when there was no definite answer;
/// <see cref="NodeRefusedException"/> when the credentials do not allow the call, in which case nothing happened; and
/// <see cref="OperationCanceledException"/> only for the caller's own token.
/// <para>
/// A chain can lose its newest blocks to others (a reorganization): what was confirmed may be unconfirmed again, at
/// another height, or gone where its coins were spent otherwise. Nothing here is final; whoever credits money decides
/// how many confirmations are enough and looks again until then.
/// </para>
/// </summary>
public interface IChainWallet
{
    /// <summary>
    /// A receiving address that was never handed out before: segregated witness, version 0 (LND
    /// <c>Lightning.NewAddress</c>). Not idempotent and harmless: every call makes another, and the wallet watches all
    /// of them for ever. One request. If it throws, an address may exist that nobody knows.
    /// </summary>
    Task<BitcoinAddress> NewAddress(CancellationToken cancel);

    /// <summary>
    /// The wallet's transactions that are in a block of at least this height, and all that are in no block yet (LND
    /// <c>Lightning.GetTransactions</c>), together with the height of the chain. Reads only; two requests, the height
    /// first, so that no transaction up to <see cref="ChainHistory.Height"/> is missing.
    /// </summary>
    /// <param name="fromHeight">Inclusive, from 0. Start some blocks lower than where the last look ended.</param>
    /// <param name="cancel">The caller's own.</param>
    Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel);

    /// <summary>
    /// What a send would cost now (LND <c>Lightning.EstimateFee</c>), or why there could be none. Reads only; one
    /// request. A moment later the answer may be another.
    /// </summary>
    Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Msat amount, int targetBlocks, CancellationToken cancel);

    /// <summary>
    /// Chooses coins, builds the transaction and signs it, without publishing it (LND <c>WalletKit.FundPsbt</c> and
    /// <c>FinalizePsbt</c>): its id and its exact fee are known before anything has left. Not idempotent and harmless:
    /// each call sets other coins aside, which are free again some minutes later. Whatever it returns or throws, no
    /// money has moved. Two requests.
    /// </summary>
    Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel);

    /// <summary>
    /// Tells the network of a transaction (LND <c>WalletKit.PublishTransaction</c>). Idempotent by the transaction
    /// itself, from any process and at any time: it spends the same coins however often it is published. One request.
    /// If it throws, the transaction may be published.
    /// </summary>
    /// <param name="transaction">What <see cref="PrepareSend"/> made.</param>
    /// <param name="label">
    /// What the wallet's own records will say of it: our payment id, for the operator's eyes. At most
    /// <see cref="NewChainSend.LabelCharactersMax"/> characters.
    /// </param>
    /// <param name="cancel">The caller's own; a transaction that is under way is not called back.</param>
    Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel);
}
