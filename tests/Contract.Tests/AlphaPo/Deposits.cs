using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Contracts.AlphaPo;

/// <summary>Deposits whose callbacks are kept as golden files.</summary>
internal static class Deposits
{
    public const string Txid = "0000000000000000000000000000000000000000000000000000000000000001";

    /// <summary>The contract sheet's recommended body: 12,345 sat less 0.8 %.</summary>
    public static DepositFacts Order42 { get; } = new()
    {
        TransactionId = 100_200,
        SubTransactionId = 100_201,
        AddressId = 100_100,
        PaymentRequest = "lnbc123450n1pexample",
        ForeignId = "order-42",
        Received = Msat.FromSats(12_345),
        Fee = new BasisPoints(80).FeeRoundedDownToSat(Msat.FromSats(12_345)),
        PaymentHash = Hash(Txid),
    };

    /// <summary>The same without a fee, and with text in which every encoder differs.</summary>
    public static DepositFacts Free { get; } = Order42 with
    {
        ForeignId = "😀 <a href=\"x\">\\&+'",
        EndUserReference = "Kunde/ü",
        Fee = Msat.Zero,
    };

    private static PaymentHash Hash(string text)
    {
        Assert.True(PaymentHash.TryParse(text, out var hash));
        return hash;
    }
}
