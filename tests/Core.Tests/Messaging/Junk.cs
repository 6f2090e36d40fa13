using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Fulgurite.Tests.Messaging;

/// <summary>Payloads that nobody should have sent.</summary>
internal static class Junk
{
    private static readonly Gen<string> Values = Gen.Elements(
        "", "0", "1", "-1", "abc", "=", "%", "%zz", "%F0%28", "AA==", "{}", "9223372036854775807",
        "-9223372036854775808", "2100000000000000001", "99999999999999999999", "\0", "\uffff");

    /// <summary>Bytes at random, and lines that look like ours.</summary>
    public static Gen<byte[]> Payloads => Gen.OneOf(
        Gen.Choose(0, 200).SelectMany(Property.Bytes),
        Gen.Elements("wallet", "delivery", "node", "amount_paid_msat", "", "settled_at").Zip(Values).ListOf()
            .Select(lines => Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(l => $"{l.Item1}={l.Item2}")))));

    /// <summary>A payload of ours in which one line's value is another.</summary>
    public static Gen<byte[]> Changed(byte[] payload)
    {
        var lines = Encoding.UTF8.GetString(payload).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Gen.Choose(0, lines.Length - 1).Zip(Values).Select(change =>
        {
            var changed = (string[])lines.Clone();
            changed[change.Item1] = changed[change.Item1].Split('=')[0] + "=" + change.Item2;
            return Encoding.UTF8.GetBytes(string.Join('\n', changed));
        });
    }
}
