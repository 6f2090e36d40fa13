using Fulgurite.Listings;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>The contract's words for payments.</summary>
internal static class PaymentWords
{
    /// <summary>In.</summary>
    public const string Receive = "receive";

    /// <summary>Out.</summary>
    public const string Send = "send";

    /// <summary>By invoice.</summary>
    public const string Bolt11 = "bolt11";

    /// <summary>By address.</summary>
    public const string OnChain = "onchain";

    /// <summary>By either.</summary>
    public const string Bip21 = "bip21";

    /// <summary>Every kind that the contract knows; of the last two there is nothing here.</summary>
    public static readonly string[] Kinds = [Bolt11, OnChain, Bip21, "taprootasset", "usdbatch"];

    /// <summary>A status.</summary>
    public static string Of(ListedStatus status) => status switch
    {
        ListedStatus.Receiving => "receiving",
        ListedStatus.Sending => "sending",
        ListedStatus.Completed => "completed",
        ListedStatus.Expired => "expired",
        ListedStatus.Failed => "failed",
    };

    /// <summary>
    /// The statuses that a filter's word names: none for those that last too short to be listed. Null where it is no
    /// word of the contract.
    /// </summary>
    public static IReadOnlyList<ListedStatus>? ToStatuses(string word) => word switch
    {
        "receiving" => [ListedStatus.Receiving],
        "sending" => [ListedStatus.Sending],
        "completed" => [ListedStatus.Completed],
        "expired" => [ListedStatus.Expired],
        "failed" => [ListedStatus.Failed],
        "generating" or "approved" => [],
        _ => null,
    };

    /// <summary>The kind of a word; null where it is none.</summary>
    public static PaymentKind? ToKind(string word) => word switch
    {
        Bolt11 => PaymentKind.Bolt11,
        OnChain => PaymentKind.OnChain,
        Bip21 => PaymentKind.Bip21,
        _ => null,
    };

    /// <summary>A kind.</summary>
    public static string Of(PaymentKind kind) => kind switch
    {
        PaymentKind.Bolt11 => Bolt11,
        PaymentKind.OnChain => OnChain,
        PaymentKind.Bip21 => Bip21,
    };

    /// <summary>A direction.</summary>
    public static string Of(PaymentDirection direction) => direction switch
    {
        PaymentDirection.Receive => Receive,
        PaymentDirection.Send => Send,
    };
}
