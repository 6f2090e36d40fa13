namespace Fulgurite.Worlds;

/// <summary>What a merchant's server does with a callback.</summary>
internal enum Conduct
{
    /// <summary>Acts on it and answers 200.</summary>
    Acknowledge,

    /// <summary>Answers 500.</summary>
    Fail,

    /// <summary>Acts on it, but the connection breaks before the answer.</summary>
    ActAndBreak,

    /// <summary>Acts on it, but is slower than ten seconds.</summary>
    ActTooSlowly,

    /// <summary>Points elsewhere (302), which is never followed.</summary>
    Redirect,

    /// <summary>Acts on it and answers in seconds, but in time.</summary>
    AcknowledgeSlowly,

    /// <summary>Does not accept connections.</summary>
    RefuseConnections,

    /// <summary>Answers 429 or 503, and how long to wait.</summary>
    AskToWait,

    /// <summary>Answers 410: never come again.</summary>
    Leave,
}
