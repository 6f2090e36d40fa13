using Fulgurite.Money;

namespace Fulgurite.Wallets;

/// <summary>
/// How much of its limit a wallet uses, in marks: what it owes is <c>-available</c>, as holds are taken out of it. A
/// mark is passed by the movement before which it was not reached and after which it is, so nothing needs to be kept of
/// it, and it can be passed again as soon as less is used. Pure.
/// </summary>
public static class CreditUse
{
    // The highest first: a movement that passes both passes that.
    private static readonly int[] MarksInPercent = [95, 80];

    /// <summary>The highest mark that a movement passes, in percent; null for none, as without credit.</summary>
    /// <param name="limit">How far below zero the wallet may go.</param>
    /// <param name="before">What was available.</param>
    /// <param name="after">What is.</param>
    public static int? Passed(Msat limit, MsatDelta before, MsatDelta after)
    {
        foreach (var mark in MarksInPercent)
        {
            if (!IsReached(mark, limit, before) && IsReached(mark, limit, after))
            {
                return mark;
            }
        }

        return null;
    }

    // 128 bits: 21 million BTC in msat times 100 does not fit 64.
    private static bool IsReached(int percent, Msat limit, MsatDelta available) =>
        !limit.IsZero && -(Int128)available.Value * 100 >= (Int128)limit.Value * percent;
}
