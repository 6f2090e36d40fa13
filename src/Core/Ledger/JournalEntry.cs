using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;

namespace Fulgurite.Ledger;

/// <summary>
/// One line of a wallet's journal: the transfers of one movement, chained to the line before by its hash, so that a
/// statement proves itself and a changed, missing or inserted line is found.
/// </summary>
/// <param name="Wallet">Whose journal.</param>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="At">When it was committed; stored and hashed to the microsecond.</param>
/// <param name="Movement">Which way money moved, such as <c>receive-invoice</c>.</param>
/// <param name="Reference">What it was about: an invoice's or payment's id.</param>
/// <param name="Asset">What was moved: <c>btc</c>.</param>
/// <param name="Transfers">At least one.</param>
/// <param name="PreviousHash">The hash of the line before; 64 zeros for the first.</param>
public sealed record JournalEntry(
    WalletId Wallet,
    long Sequence,
    DateTimeOffset At,
    string Movement,
    string Reference,
    string Asset,
    IReadOnlyList<Transfer> Transfers,
    string PreviousHash)
{
    /// <summary>The previous hash of a journal's first line.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>
    /// SHA-256 over <see cref="HashedText"/>, in lower-case hex. Part of the stored format: a change is a new version.
    /// </summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(HashedText)));

    /// <summary>When it was committed, in microseconds since the Unix epoch, as it is hashed.</summary>
    public long AtMicroseconds => (At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The transfers in their stored form, separated by semicolons.</summary>
    public string TransfersText => string.Join(';', Transfers);

    /// <summary>The fields in order, one a line, under the name of the form.</summary>
    public string HashedText => string.Join(
        '\n',
        "fulgurite-journal-1",
        Wallet.ToString(),
        Sequence.ToString(CultureInfo.InvariantCulture),
        AtMicroseconds.ToString(CultureInfo.InvariantCulture),
        Movement,
        Reference,
        Asset,
        TransfersText,
        PreviousHash);

    /// <summary>The transfers of their stored form.</summary>
    public static IReadOnlyList<Transfer> ParseTransfers(string text) =>
        [.. text.Split(';').Select(Transfer.Parse)];
}
