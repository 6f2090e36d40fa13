using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Tests.Ledger;

/// <summary>Transfers for properties.</summary>
internal static class Transfers
{
    /// <summary>Between any two accounts, of any amount up to all bitcoin.</summary>
    public static Gen<Transfer> Any => UpTo(Msat.MaxValue.Value);

    /// <summary>Between any two accounts, of 1 to the given amount.</summary>
    public static Gen<Transfer> UpTo(long amountMsatMax) =>
        from places in Gen.Shuffle(ChartOfAccounts.All.ToArray())
        from amountMsat in Property.Integers(1, amountMsatMax)
        select new Transfer(places[0], places[1], new Msat(amountMsat));
}
