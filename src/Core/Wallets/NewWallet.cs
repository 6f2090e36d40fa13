using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Wallets;

/// <summary>A wallet that is asked for.</summary>
/// <param name="Id">The caller's choice: whoever repeats the request names the same.</param>
/// <param name="Environment">Where it is to belong.</param>
/// <param name="LineOfCredit">What it is to hang under.</param>
/// <param name="Name">For people; 3 to 256 characters.</param>
/// <param name="Network">The chain that the caller expects.</param>
/// <param name="Limit">How far below zero it may go.</param>
public sealed record NewWallet(
    WalletId Id,
    EnvironmentId Environment,
    LineOfCreditId LineOfCredit,
    string Name,
    BitcoinNetwork Network,
    Msat Limit)
{
    /// <summary>The customer's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>The fingerprint of all of it.</summary>
    public InputHash Input => InputHash.Of(
        Environment.ToString(),
        LineOfCredit.ToString(),
        Name,
        Network.ToString(),
        Limit.ToString(),
        Metadata.Text ?? "");
}
