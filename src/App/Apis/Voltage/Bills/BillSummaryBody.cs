using System.Text.Json.Serialization;
using Fulgurite.Billing;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>Bills together.</summary>
/// <param name="OrganizationId">Whose.</param>
/// <param name="LineOfCreditId">Of which line, where one was asked for.</param>
/// <param name="BillTotalCount">How many.</param>
/// <param name="InflightTotalCount">Of them, how many are being settled.</param>
/// <param name="AmountUnits">The unit of each currency.</param>
/// <param name="ByCurrency">By currency.</param>
/// <param name="ByStatus">By status.</param>
internal sealed record BillSummaryBody(
    string OrganizationId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LineOfCreditId,
    long BillTotalCount,
    long InflightTotalCount,
    IReadOnlyDictionary<string, string> AmountUnits,
    IReadOnlyDictionary<string, BillSums> ByCurrency,
    IReadOnlyDictionary<string, BillSums> ByStatus)
{
    /// <summary>Of bills.</summary>
    public static BillSummaryBody Of(string organization, string? line, IReadOnlyList<Bill> bills) => new(
        organization,
        line,
        bills.Count,
        bills.Count(bill => bill.Status == BillStatus.Processing),
        new Dictionary<string, string> { ["btc"] = "msats" },
        new Dictionary<string, BillSums> { ["btc"] = SumsOf(bills) },
        bills.GroupBy(bill => BillWords.Of(bill.Status)).ToDictionary(group => group.Key, SumsOf));

    private static BillSums SumsOf(IEnumerable<Bill> bills)
    {
        var (count, collection, payout, paid) = (0L, Msat.Zero, Msat.Zero, Msat.Zero);
        foreach (var bill in bills)
        {
            count++;
            paid += bill.AmountPaid;
            collection += bill.Type == SettlementType.Collection ? bill.AmountDue : Msat.Zero;
            payout += bill.Type == SettlementType.Payout ? bill.AmountDue : Msat.Zero;
        }

        return new BillSums(
            count,
            VoltageAmount.FromCore(collection),
            VoltageAmount.FromCore(payout),
            VoltageAmount.FromCore(paid));
    }
}
