using System.Globalization;
using Fulgurite.Cycles;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>
/// What a line of credit comes to in one billing cycle. Its amounts are decided when the cycle is closed and never
/// change; its status does.
/// </summary>
public sealed record Bill
{
    /// <summary>Names it: made from line and cycle, so that closing twice makes the same bill.</summary>
    public required BillId Id { get; init; }

    /// <summary>Of which line.</summary>
    public required LineOfCreditId LineOfCredit { get; init; }

    /// <summary>Whose.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The line's.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The cycle.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>The sums over its items.</summary>
    public required BillTotals Totals { get; init; }

    /// <summary>The line's terms when it was made: what its fees were computed with.</summary>
    public required BillingTerms Terms { get; init; }

    /// <summary>For the months that began in the cycle.</summary>
    public required Msat ServiceFee { get; init; }

    /// <summary>The fees of the bills before that this one has taken over.</summary>
    public Msat FeesCarried { get; init; }

    /// <summary>When what is owed should be paid.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required BillStatus Status { get; init; }

    /// <summary>True once it can be found and, where something is owed, paid.</summary>
    public bool IsIssued { get; init; }

    /// <summary>The BOLT 11 text that pays it; null where nothing is to be paid.</summary>
    public string? PaymentRequest { get; init; }

    /// <summary>Where to pay it on chain; null where nothing is to be paid, or not there.</summary>
    public string? Address { get; init; }

    /// <summary>What was paid on it by either, and more than was due where more was.</summary>
    public Msat AmountPaid { get; init; }

    /// <summary>When it was covered.</summary>
    public DateTimeOffset? CoveredAt { get; init; }

    /// <summary>When the last wallet was settled.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>When the next bill took it over.</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>How often the customer was reminded that it is due.</summary>
    public int Reminders { get; init; }

    /// <summary>How far settling it has come; null before it is covered and once it is paid.</summary>
    public BillSettling? Settling { get; init; }

    /// <summary>The last payout that was asked for; null before one was.</summary>
    public BillPayout? Payout { get; init; }

    /// <summary>Every fee on it.</summary>
    public Msat Fees => Totals.VolumeFees + Totals.FeesToCollect + ServiceFee + FeesCarried;

    /// <summary>Above zero the operator owes it, below the customer.</summary>
    public MsatDelta Net => Totals.ToSettle - Fees;

    /// <summary>What is owed.</summary>
    public Msat AmountDue => new(Math.Abs(Net.Value));

    /// <summary>By whom.</summary>
    public SettlementType Type => Net.Value < 0 ? SettlementType.Collection : SettlementType.Payout;

    /// <summary>True where its status does not change any more.</summary>
    public bool IsFinal => Status is BillStatus.Paid or BillStatus.Void;

    /// <summary>Whether the next bill takes it over: it is owed to the customer, and nobody asked for it.</summary>
    public bool IsToBeCarried => Status == BillStatus.PaymentDue && Type == SettlementType.Payout;

    /// <summary>True while the customer has yet to pay.</summary>
    public bool IsOwed => Status == BillStatus.PaymentDue && Type == SettlementType.Collection;

    /// <summary>
    /// What a payout has to share out: what is owed, and once the wallets are settled, what that has left of it.
    /// </summary>
    public Msat Payable => Settling is { Step: SettlingStep.Pay } settled ? settled.Pool : AmountDue;

    /// <summary>True while its wallets are yet to be settled, and it may take from them or bring to them.</summary>
    public bool AwaitsWallets => Status switch
    {
        BillStatus.PaymentDue => !IsToBeCarried,
        BillStatus.Processing or BillStatus.Failed => Settling is
        {
            Step: SettlingStep.Withdraw or SettlingStep.Fees or SettlingStep.Deposit
        },
        BillStatus.Paid or BillStatus.Void => false,
    };

    /// <summary>The id of a line's bill of the cycle that begins at an instant.</summary>
    public static BillId IdOf(LineOfCreditId line, DateTimeOffset start) => new(EventIds.For(
        "bill", $"{line}/{start.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"));
}
