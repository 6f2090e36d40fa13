using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// A received deposit: all that its callback says. Fixed once received; every rendering has the same bytes.
/// </summary>
internal sealed record DepositFacts
{
    /// <summary>Our id of the transaction, on which merchants deduplicate: 1 to 2,147,483,647, unique.</summary>
    public required int TransactionId { get; init; }

    /// <summary>Our id of the one sub-transaction, from the same range and also unique.</summary>
    public required int SubTransactionId { get; init; }

    /// <summary>The id that <c>addresses/take</c> answered.</summary>
    public required int AddressId { get; init; }

    /// <summary>The BOLT 11 text that was paid.</summary>
    public required string PaymentRequest { get; init; }

    /// <summary>The merchant's id, as it was sent.</summary>
    public required string ForeignId { get; init; }

    /// <summary>The merchant's id of the customer, or null when none was sent.</summary>
    public string? EndUserReference { get; init; }

    /// <summary>What the payer paid to us. A fraction of a satoshi is not shown.</summary>
    public required Msat Received { get; init; }

    /// <summary>What was kept of it: whole satoshis, at most the amount.</summary>
    public required Msat Fee { get; init; }

    /// <summary>Names the payment; public, unlike the preimage, which never appears.</summary>
    public required PaymentHash PaymentHash { get; init; }
}
