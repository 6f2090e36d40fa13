using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Fulgurite.Messaging;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A message about a settlement is completed when its work is done and not before: the money is in a book and its
/// callbacks are ordered, or another message about it is on its way.
/// </summary>
internal static partial class CompletionAudit
{
    /// <summary>What is wrong at the completion of a message.</summary>
    public static IEnumerable<string> Problems(World world, BusMessage completed, IEnumerable<BusMessage> held)
    {
        if (world.Bus.Forged.Contains(completed))
        {
            yield return $"message {completed.Id} is completed, and its seal is not ours";
        }

        var hash = HashOf(completed);
        var entry = world.Tables.Witness.Row("hashes", hash, "invoice");
        if (entry is null || held.Any(other => HashOf(other) == hash))
        {
            yield break;
        }

        var (wallet, id) = (entry.Text("wallet"), entry.Text("invoice"));
        var rows = world.Tables.Witness.Partition("wallets", wallet);
        if (!rows.Values.Any(row => MoneyAudit.IsReceipt(row) && row.Text("reference") == id))
        {
            yield return $"the message that invoice {id} is settled is completed, and its money is in no book";
        }

        // The callbacks of an invoice that was paid within the ledger are not this message's.
        if (InternalSteps.IsPaidInternally(rows.GetValueOrDefault($"invoice|{id}")))
        {
            yield break;
        }

        var serial = rows.GetValueOrDefault($"invoice|{id}")?.Integer("serial").ToString(CultureInfo.InvariantCulture);
        foreach (var delivery in rows.Values.Where(r => r.Is("delivery")
            && r.Text("reference") == serial && r.Text("event") is "" or "ReceiveCompleted"))
        {
            if (!world.Bus.Heard(delivery.Part(1)))
            {
                yield return $"the message that invoice {id} is settled is completed, "
                    + $"and callback {delivery.Part(1)} is not ordered";
            }
        }
    }

    // The seal does not hide the payload.
    private static string HashOf(BusMessage message) =>
        message.Queue == QueueName.LndEvents
            ? Hash().Match(Encoding.UTF8.GetString(message.Body.Span)).Groups[1].Value
            : "";

    [GeneratedRegex("payment_hash=([0-9a-f]{64})")]
    private static partial Regex Hash();
}
