using System.Text;

namespace Fulgurite.Worlds.Rest;

/// <summary>What a client gets for a request: an answer, or one of the ways in which there is none.</summary>
/// <param name="Status">The HTTP status; 0 where there is no answer.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Beside those that every answer has.</param>
internal sealed record TableAnswer(int Status, string Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>Why there is no answer; null where there is one.</summary>
    public MissingAnswer? Missing { get; private init; }

    /// <summary>For the history, what is not as the caller hopes; empty where it is.</summary>
    public string Told { get; init; } = "";

    /// <summary>An error as the tables tell it, which in the cloud has no <c>x-ms-error-code</c> header.</summary>
    public static TableAnswer Error(int status, string code, string message = "See the code.") =>
        new(status, ErrorBody(code, message), [("Content-Type", "application/json")])
        {
            Told = $"answered {status} {code}",
        };

    /// <summary>None comes.</summary>
    public static TableAnswer None(MissingAnswer why) => new(0, "", [])
    {
        Missing = why,
        Told = why switch
        {
            MissingAnswer.NoConnection => "no connection",
            MissingAnswer.Reset => "the connection breaks",
            MissingAnswer.Cut => "the answer is cut off",
            MissingAnswer.Silence => "no answer in time",
        },
    };

    /// <summary>An error of the front door, which has no body.</summary>
    public static TableAnswer Bare(int status) => new(status, "", []) { Told = $"answered {status}" };

    /// <summary>The same, but it does not come in time.</summary>
    public TableAnswer Silenced() => Missing == MissingAnswer.Silence ? this : None(MissingAnswer.Silence) with
    {
        Told = (Told, Status) switch
        {
            ("", 200) => "no answer in time",
            ("", _) => "stored; no answer in time",
            _ => $"{Told}; no answer in time",
        },
    };

    /// <summary>The body as bytes.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    private static string ErrorBody(string code, string message) =>
        "{\"odata.error\":{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"" + message
        + "\\nRequestId:00000000-0000-0000-0000-000000000000\\nTime:2026-03-01T00:00:00.0000000Z\"}}}";
}
